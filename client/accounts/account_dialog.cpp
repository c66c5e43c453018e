#include "client/accounts/account_dialog.h"

#include "client/tones.h"
#include "resources/language/retranslation.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace pushpoint {

using namespace Qt::StringLiterals;

AccountDialog::AccountDialog(const QString &server, QWidget *parent)
    : QDialog(parent), m_server(new QLineEdit(server, this)), m_name(new QLineEdit(this)),
      m_complaint(new QLabel(this)), m_add(new QPushButton(this))
{
    setObjectName(u"accountDialog"_s);
    m_server->setObjectName(u"server"_s);
    m_name->setObjectName(u"name"_s);
    m_complaint->setObjectName(u"complaint"_s);
    m_complaint->setTextFormat(Qt::PlainText);
    m_complaint->setWordWrap(true);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, failureColor(colors));
    m_complaint->setPalette(colors);
    auto *serverLabel = new QLabel(this);
    auto *nameLabel = new QLabel(this);
    serverLabel->setBuddy(m_server);
    nameLabel->setBuddy(m_name);
    auto *layout = new QFormLayout(this);
    layout->addRow(serverLabel, m_server);
    layout->addRow(nameLabel, m_name);
    layout->addRow(m_complaint);
    // Not the standard ones, which would say by themselves what they are called.
    auto *cancel = new QPushButton(this);
    m_add->setObjectName(u"add"_s);
    m_add->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_add, QDialogButtonBox::AcceptRole);
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);
    layout->addRow(buttons);
    m_server->setMinimumWidth(fontMetrics().averageCharWidth() * 42);
    keepTranslated(this, [=, this] {
        setWindowTitle(tr("Add an account"));
        serverLabel->setText(tr("&Server"));
        nameLabel->setText(tr("Your &name"));
        m_name->setPlaceholderText(tr("can be chosen later"));
        m_add->setText(tr("&Add"));
        cancel->setText(tr("Cancel"));
        check();
    });
    connect(m_server, &QLineEdit::textChanged, this, &AccountDialog::check);
    connect(m_name, &QLineEdit::textChanged, this, &AccountDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &AccountDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
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
    m_add->setEnabled(complaint.isEmpty());
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

} // namespace pushpoint
