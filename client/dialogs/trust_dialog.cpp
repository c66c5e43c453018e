#include "client/dialogs/trust_dialog.h"

#include "resources/language/retranslation.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

enum Column { Server, Certificate };

constexpr QSize comfortableSize(620, 320);

} // namespace

TrustDialog::TrustDialog(TrustedCertificates trusted, QWidget *parent)
    : QDialog(parent), m_trusted(std::move(trusted)), m_list(new QTreeWidget(this)),
      m_hint(new QLabel(this)), m_remove(new QPushButton(this)), m_close(new QPushButton(this))
{
    setObjectName(u"trustDialog"_s);
    m_list->setObjectName(u"trustedList"_s);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(false); // a fingerprint takes two lines
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->header()->setSectionResizeMode(Server, QHeaderView::ResizeToContents);
    m_hint->setWordWrap(true);
    m_remove->setObjectName(u"stopTrusting"_s);
    m_remove->setAutoDefault(false);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_remove, QDialogButtonBox::ActionRole);
    buttons->addButton(m_close, QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_hint);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_remove, &QPushButton::clicked, this, &TrustDialog::removeSelected);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &TrustDialog::showWhatCanBeDone);
    fill();
    keepTranslated(this, [this] { setTexts(); });
    resize(comfortableSize);
}

void TrustDialog::fill()
{
    m_list->clear();
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QStringList servers = m_trusted.servers();
    for (const QString &server : servers) {
        const Fingerprint fingerprint = *m_trusted.of(server);
        auto *item = new QTreeWidgetItem(m_list, {server, fingerprint.readableText()});
        item->setFont(Certificate, fixed);
        item->setData(Certificate, Qt::AccessibleTextRole, fingerprint.text());
    }
    if (!servers.isEmpty())
        m_list->setCurrentItem(m_list->topLevelItem(0), Server,
                               QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    showWhatCanBeDone();
}

void TrustDialog::removeSelected()
{
    QStringList servers;
    for (const QTreeWidgetItem *item : m_list->selectedItems())
        servers.append(item->text(Server));
    for (const QString &server : servers)
        m_trusted.remove(server);
    fill();
    setTexts();
    for (const QString &server : servers)
        Q_EMIT removed(server);
}

void TrustDialog::showWhatCanBeDone()
{
    m_remove->setEnabled(!m_list->selectedItems().isEmpty());
}

void TrustDialog::setTexts()
{
    setWindowTitle(tr("Trusted certificates"));
    m_list->setHeaderLabels({tr("Server"), tr("SHA-256 fingerprint")});
    m_list->setAccessibleName(tr("Trusted certificates"));
    m_remove->setText(tr("&Stop trusting"));
    m_close->setText(tr("&Close"));
    m_hint->setText(m_list->topLevelItemCount() > 0
                        ? tr("You said of these certificates that they may be trusted, each for "
                             "its own server only. What you stop trusting is asked about anew.")
                        : tr("None. You are asked when a server shows a certificate that nobody "
                             "known to this computer vouches for."));
}

} // namespace pushpoint::client
