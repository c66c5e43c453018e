#include "ui/connections/disconnect_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// RFC 6455 §5.5: a control frame carries 125 bytes, of which two are the code.
constexpr qsizetype reasonBytesMax = 123;

} // namespace

DisconnectDialog::DisconnectDialog(qsizetype count, QWidget *parent)
    : QDialog(parent), m_code(new QComboBox), m_reason(new QLineEdit),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Disconnect"));
    const auto offer = [this](CloseCode code, const QString &meaning) {
        m_code->addItem(u"%1  %2"_s.arg(static_cast<int>(code)).arg(meaning),
                        static_cast<int>(code));
    };
    offer(CloseCode::ClosedByAdministrator,
          tr("closed by the administrator; clients do not come back"));
    offer(CloseCode::NotAllowed, tr("not allowed; clients do not come back"));
    offer(CloseCode::GoingAway, tr("going away; clients come back"));
    offer(CloseCode::TooFast, tr("too fast; clients come back after a while"));
    offer(CloseCode::Normal, tr("a normal good-bye; clients do not come back"));
    m_code->setObjectName(u"code"_s);
    m_reason->setObjectName(u"reason"_s);
    m_reason->setPlaceholderText(tr("may be empty; the client is told"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&Disconnect"));

    auto *form = new QFormLayout(this);
    form->addRow(new QLabel(tr("Connections to close: %1").arg(count)));
    form->addRow(tr("&Code"), m_code);
    form->addRow(tr("&Reason"), m_reason);
    form->addRow(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QLineEdit::textChanged, this, &DisconnectDialog::checkReason);
    m_reason->setFocus();
}

void DisconnectDialog::checkReason()
{
    const bool fits = reason().toUtf8().size() <= reasonBytesMax;
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(fits);
    m_reason->setToolTip(fits ? QString() : tr("Longer than %1 bytes").arg(reasonBytesMax));
}

CloseCode DisconnectDialog::code() const
{
    return static_cast<CloseCode>(m_code->currentData().toInt());
}

QString DisconnectDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace pushpoint::ui
