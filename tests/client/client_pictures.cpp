// Pictures of the client's window for the documentation, made over a live server:
// pushpoint_client_pictures <folder>
#include "client/account/account_list.h"
#include "client/dialogs/certificate_dialog.h"
#include "client/dialogs/settings_dialog.h"
#include "client/dialogs/trust_dialog.h"
#include "client/window/chat_window.h"
#include "client/window/client_window.h"
#include "resources/language/language.h"
#include "resources/resources.h"
#include "tests/client/account_log.h"
#include "tests/client/live_server.h"

#include <QApplication>
#include <QDir>
#include <QIcon>
#include <QSettings>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

QPalette darkColors()
{
    QPalette colors;
    colors.setColor(QPalette::Window, QColor(0x2a, 0x2d, 0x32));
    colors.setColor(QPalette::Base, QColor(0x1e, 0x20, 0x24));
    colors.setColor(QPalette::AlternateBase, QColor(0x26, 0x28, 0x2d));
    colors.setColor(QPalette::Button, QColor(0x33, 0x36, 0x3c));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        colors.setColor(role, QColor(0xe6, 0xe6, 0xe6));
    colors.setColor(QPalette::PlaceholderText, QColor(0x90, 0x90, 0x90));
    colors.setColor(QPalette::Highlight, QColor(0x3d, 0x8b, 0xfd));
    colors.setColor(QPalette::HighlightedText, Qt::white);
    colors.setColor(QPalette::Link, QColor(0x7a, 0xb8, 0xff));
    return colors;
}

bool isConnected(Account &account)
{
    return account.inbox().state() == InboxState::Connected;
}

/// Two people who talk, and a machine that reports; Bob's window shows it.
void talk(Account &bob, Account &alice, Account &backup)
{
    const AccountLog bobs(bob);
    const AccountLog alices(alice);
    const auto wait = [&](Account &account, int lines) {
        const AccountLog &log = &account == &bob ? bobs : alices;
        return QTest::qWaitFor([&] { return log.count() >= lines; }, 10'000);
    };
    alice.send(name(u"Bob"), u"Lunch at one? The place at the corner is open again."_s);
    wait(bob, 1);
    bob.send(name(u"Alice"), u"Yes! 一点见。"_s);
    wait(alice, 2);
    alice.send(name(u"Bob"), u"{\"table\":4,\"seats\":[\"Alice\",\"Bob\"],\"at\":\"13:00\"}"_s);
    wait(bob, 3);
    bob.send(name(u"Jack"), u"Are you coming, too?"_s);
    for (int i = 0; i < 2; ++i)
        backup.send(name(u"Bob"), u"The backup of tonight is through."_s);
    wait(bob, 6);
    bob.send(name(u"Alice"), u"See you there: https://example.org/corner"_s);
    wait(alice, 4);
}

bool keep(QWidget &window, const QString &file)
{
    for (int turn = 0; turn < 10; ++turn) // delayed layouts, and what they ask for in turn
        QCoreApplication::processEvents();
    return window.grab().save(file);
}

/// A certificate that nobody vouches for, the same one changed, and the list of those trusted.
void keepTrust(const QDir &folder, const QString &end)
{
    const auto fingerprint = *Fingerprint::parse(QString(32, u'a') + QString(32, u'5'));
    UntrustedCertificate certificate;
    certificate.server = u"push.example:3000"_s;
    certificate.reasons = {u"nobody but itself vouches for it"_s};
    certificate.subject = u"push.example"_s;
    certificate.issuer = u"push.example"_s;
    certificate.validFrom = QDateTime({2026, 1, 1}, {0, 0});
    certificate.validTo = QDateTime({2027, 1, 1}, {0, 0});
    certificate.fingerprint = fingerprint;
    certificate.mayBeTrusted = true;
    CertificateDialog unknown(certificate);
    keep(unknown, folder.filePath(u"certificate"_s + end));
    certificate.expected = *Fingerprint::parse(QString(32, u'b') + QString(32, u'7'));
    CertificateDialog changed(certificate);
    keep(changed, folder.filePath(u"certificate-changed"_s + end));
    TrustedCertificates trusted;
    for (const QString &server : {u"push.example:3000"_s, u"192.168.1.20:3000"_s})
        trusted.set(server, fingerprint);
    TrustDialog list(trusted);
    keep(list, folder.filePath(u"trusted"_s + end));
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fputs("usage: pushpoint_client_pictures <folder>\n", stderr);
        return EXIT_FAILURE;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QCoreApplication::setOrganizationName(u"pushpoint-pictures"_s);
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setWindowIcon(QIcon(iconFile()));
    const QPalette light = QApplication::palette();
    LiveServer server;
    if (!server.start())
        return EXIT_FAILURE;
    Language language(u"client"_s);
    const auto address = *ServerAddress::parse(server.url());
    Account alice(address);
    Account backup(address);
    AccountList accounts({}, {});
    ClientWindow window(accounts, language, {});
    Account &bob = accounts.add(address, name(u"Bob"));
    accounts.add(address, name(u"on-call"));
    alice.setName(name(u"Alice"));
    backup.setName(name(u"backup"));
    if (!QTest::qWaitFor([&] { return isConnected(alice) && isConnected(bob); }, 10'000))
        return EXIT_FAILURE;
    window.pageOf(&bob)->choose({}, name(u"Alice"));
    window.resize(780, 560);
    window.show();
    talk(bob, alice, backup);
    for (const auto &[colors, tone] : {std::pair(light, u"light"_s), {darkColors(), u"dark"_s}}) {
        QApplication::setPalette(colors);
        for (const QString &tongue : {u"en"_s, u"zh_CN"_s}) {
            language.choose(tongue);
            const QString end = u"-%1-%2.png"_s.arg(tone, tongue.left(2));
            keep(window, folder.filePath(u"client"_s + end));
            window.showSettings();
            auto *dialog = window.findChild<SettingsDialog *>();
            keep(*dialog, folder.filePath(u"settings"_s + end));
            delete dialog;
            keepTrust(folder, end);
        }
    }
    language.choose(u"en"_s);
    QApplication::setPalette(light);
    server.stop();
    if (!QTest::qWaitFor([&] { return !isConnected(bob); }, 10'000))
        return EXIT_FAILURE;
    bob.send(name(u"Alice"), u"Written while the server is away"_s);
    keep(window, folder.filePath(u"client-offline.png"_s));
    return EXIT_SUCCESS;
}
