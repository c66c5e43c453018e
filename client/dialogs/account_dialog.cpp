#include "client/dialogs/account_dialog.h"

#include "client/bubbles/tones.h"
#include "resources/language/retranslation.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

AccountDialog::AccountDialog(const QString &server, QWidget *parent)
    : AccountDialog(server, QString(), parent)
{
    keepTranslated(this, [this] { setTexts(); });
}

AccountDialog::AccountDialog(const ServerAddress &server, const std::optional<UserName> &name,
                             int unsent, QWidget *parent)
    : AccountDialog(server.text(), name ? name->text() : QString(), parent)
{
    m_unsent = unsent;
    keepTranslated(this, [this] { setTexts(); });
}

AccountDialog::AccountDialog(const QString &server, const QString &name, QWidget *parent)
    : QDialog(parent), m_server(new QLineEdit(server, this)), m_name(new QLineEdit(name, this)),
      m_serverLabel(new QLabel(this)), m_nameLabel(new QLabel(this)), m_hint(new QLabel(this)),
      m_complaint(new QLabel(this)), m_apply(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(u"accountDialog"_s);
    m_server->setObjectName(u"server"_s);
    m_name->setObjectName(u"name"_s);
    m_hint->setObjectName(u"hint"_s);
    m_hint->setWordWrap(true);
    m_complaint->setObjectName(u"complaint"_s);
    m_complaint->setTextFormat(Qt::PlainText);
    m_complaint->setWordWrap(true);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, failureColor(colors));
    m_complaint->setPalette(colors);
    m_serverLabel->setBuddy(m_server);
    m_nameLabel->setBuddy(m_name);
    auto *layout = new QFormLayout(this);
    layout->addRow(m_serverLabel, m_server);
    layout->addRow(m_nameLabel, m_name);
    layout->addRow(m_hint);
    layout->addRow(m_complaint);
    // Not the standard ones, which would say by themselves what they are called.
    m_apply->setObjectName(u"apply"_s);
    m_apply->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    layout->addRow(buttons);
    m_server->setMinimumWidth(fontMetrics().averageCharWidth() * 42);
    connect(m_server, &QLineEdit::textChanged, this, &AccountDialog::check);
    connect(m_name, &QLineEdit::textChanged, this, &AccountDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &AccountDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void AccountDialog::setTexts()
{
    setWindowTitle(m_unsent ? tr("Change this account") : tr("Add an account"));
    m_serverLabel->setText(tr("&Server"));
    m_nameLabel->setText(tr("Your &name"));
    m_name->setPlaceholderText(tr("can be chosen later"));
    m_apply->setText(m_unsent ? tr("&Change") : tr("&Add"));
    m_cancel->setText(tr("Cancel"));
    m_hint->setVisible(m_unsent.has_value());
    if (m_unsent) {
        QString hint = tr("What was said stays with the account.");
        if (*m_unsent > 0)
            hint
                += u' ' + tr("%n unsent message(s) will go to the new server.", nullptr, *m_unsent);
        m_hint->setText(hint);
    }
    check();
}

QString AccountDialog::complaint() const
{
    if (const auto server = ServerAddress::parse(m_server->text().trimmed()); !server)
        return server.error().text();
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return {};
    const auto parsed = UserName::parse(QStringView(name));
    return parsed ? QString() : parsed.error().text();
}

void AccountDialog::check()
{
    const QString complaint = this->complaint();
    // Nothing typed is no mistake yet.
    m_complaint->setText(m_server->text().trimmed().isEmpty() ? QString() : complaint);
    m_apply->setEnabled(complaint.isEmpty());
}

void AccountDialog::choose()
{
    const auto server = ServerAddress::parse(m_server->text().trimmed());
    const auto name = UserName::parse(QStringView(m_name->text().trimmed()));
    if (!server)
        return;
    Q_EMIT chosen(*server, name ? std::optional(*name) : std::nullopt);
    accept();
}

} // namespace pushpoint::client
