#include "client/dialogs/certificate_dialog.h"

#include "client/bubbles/tones.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int textWidth = 460;
constexpr int iconSide = 40;

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText); // parts of it are a stranger's words
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QLabel *fingerprintLabel(const Fingerprint &fingerprint, QWidget *parent)
{
    auto *label = plainLabel(fingerprint.readableText(), parent);
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    label->setWordWrap(false);
    label->setAccessibleDescription(fingerprint.text());
    return label;
}

QString dates(const UntrustedCertificate &certificate)
{
    const auto day = [](const QDateTime &at) {
        return at.isValid() ? at.toLocalTime().date().toString(Qt::ISODate) : u"?"_s;
    };
    return CertificateDialog::tr("%1 to %2")
        .arg(day(certificate.validFrom), day(certificate.validTo));
}

} // namespace

CertificateDialog::CertificateDialog(const UntrustedCertificate &certificate, QWidget *parent)
    : QDialog(parent), m_certificate(certificate)
{
    setWindowTitle(certificate.expected ? tr("The server's certificate has changed")
                                        : tr("The server's certificate is not trusted"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(14);
    layout->addWidget(makeHeadline());
    layout->addWidget(makeFacts());
    layout->addWidget(makeAdvice());
    layout->addWidget(makeButtons());
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

QWidget *CertificateDialog::makeHeadline()
{
    auto *headline = new QWidget(this);
    auto *icon = new QLabel(headline);
    const auto pixmap
        = m_certificate.expected ? QStyle::SP_MessageBoxCritical : QStyle::SP_MessageBoxWarning;
    icon->setPixmap(style()->standardIcon(pixmap).pixmap(iconSide));
    const QString server = m_certificate.server;
    auto *text = plainLabel(
        m_certificate.expected
            ? tr("%1 shows another certificate than the one you trust for it. Somebody may be "
                 "between you and the server.")
                  .arg(server)
            : tr("The certificate of %1 is not trusted: %2.")
                  .arg(server, m_certificate.reasons.join(u"; "_s)),
        headline);
    text->setObjectName(u"headline"_s);
    QFont font = text->font();
    font.setBold(true);
    text->setFont(font);
    text->setMinimumWidth(textWidth);
    if (m_certificate.expected) {
        QPalette colors = palette();
        colors.setColor(QPalette::WindowText, failureColor(colors));
        text->setPalette(colors);
    }
    auto *layout = new QHBoxLayout(headline);
    layout->setContentsMargins({});
    layout->setSpacing(14);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addWidget(text, 1, Qt::AlignVCenter);
    return headline;
}

QWidget *CertificateDialog::makeFacts()
{
    auto *facts = new QWidget(this);
    auto *form = new QFormLayout(facts);
    form->setContentsMargins({});
    form->setHorizontalSpacing(16);
    form->addRow(tr("Server:"), plainLabel(m_certificate.server, facts));
    if (m_certificate.expected) {
        form->addRow(tr("Trusted until now:"), fingerprintLabel(*m_certificate.expected, facts));
        if (m_certificate.fingerprint)
            form->addRow(tr("Shown now:"), fingerprintLabel(*m_certificate.fingerprint, facts));
    } else if (m_certificate.fingerprint) {
        form->addRow(tr("SHA-256 fingerprint:"),
                     fingerprintLabel(*m_certificate.fingerprint, facts));
    }
    form->addRow(tr("Made out to:"), plainLabel(m_certificate.subject, facts));
    form->addRow(tr("Issued by:"), plainLabel(m_certificate.issuer, facts));
    form->addRow(tr("Valid:"), plainLabel(dates(m_certificate), facts));
    return facts;
}

QWidget *CertificateDialog::makeAdvice()
{
    auto *advice = plainLabel(
        m_certificate.mayBeTrusted
            ? tr("Nothing was sent. Ask whoever runs the server for the fingerprint, not by way "
                 "of this server, and trust the certificate only if it is the same.")
            : tr("Nothing was sent. This certificate cannot be trusted on your word alone."),
        this);
    advice->setMinimumWidth(textWidth);
    return advice;
}

QWidget *CertificateDialog::makeButtons()
{
    auto *foot = new QWidget(this);
    auto *layout = new QVBoxLayout(foot);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, foot);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setText(tr("Cancel")); // Qt's own word may be in another language
    cancel->setDefault(true);      // Enter, typed into the window before, must not trust anything
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (m_certificate.mayBeTrusted) {
        auto *trust = buttons->addButton(tr("&Trust this certificate for this server"),
                                         QDialogButtonBox::AcceptRole);
        trust->setObjectName(u"trustButton"_s);
        trust->setAutoDefault(false);
        if (m_certificate.expected) {
            auto *compared
                = new QCheckBox(tr("I have &compared the fingerprint that is shown now"), foot);
            layout->addWidget(compared);
            trust->setEnabled(false);
            connect(compared, &QCheckBox::toggled, trust, &QPushButton::setEnabled);
        }
    }
    cancel->setFocus();
    layout->addWidget(buttons);
    return foot;
}

} // namespace pushpoint::client
