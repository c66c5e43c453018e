#include "client/window/client_window.h"

#include "client/account/account_list.h"
#include "client/dialogs/account_dialog.h"
#include "client/dialogs/settings_dialog.h"
#include "client/dialogs/trust_dialog.h"
#include "client/window/chat_window.h"
#include "client/window/client_menu.h"
#include "client/window/parts/state_dot.h"
#include "resources/language/retranslation.h"

#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

ClientWindow::ClientWindow(AccountList &accounts, Language &language,
                           const ClientSettings &settings, QWidget *parent)
    : QMainWindow(parent), m_accounts(accounts), m_language(language), m_settings(settings),
      m_pages(new QTabWidget(this)), m_menu(new ClientMenu(this))
{
    m_pages->setObjectName(u"accounts"_s);
    m_pages->setDocumentMode(true);
    m_pages->setTabBarAutoHide(true); // who has one account needs to know of no others
    m_pages->setElideMode(Qt::ElideMiddle);
    setCentralWidget(m_pages);
    resize(780, 700);
    connect(&accounts, &AccountList::added, this, &ClientWindow::addPage);
    connect(&accounts, &AccountList::aboutToRemove, this, &ClientWindow::removePage);
    connect(m_pages, &QTabWidget::currentChanged, this, &ClientWindow::showTitle);
    connect(m_menu, &ClientMenu::addRequested, this, &ClientWindow::askForAccount);
    connect(m_menu, &ClientMenu::changeRequested, this, &ClientWindow::askToChange);
    connect(m_menu, &ClientMenu::removeRequested, this, &ClientWindow::askToRemove);
    connect(m_menu, &ClientMenu::settingsRequested, this, &ClientWindow::showSettings);
    connect(m_menu, &ClientMenu::quitRequested, this, &ClientWindow::quitRequested);
    connect(m_menu, &ClientMenu::exportRequested, this, [this] {
        if (ChatWindow *page = currentPage())
            page->exportConversation();
    });
    connect(m_menu, &ClientMenu::findRequested, this, [this] {
        if (ChatWindow *page = currentPage())
            page->focusSearch();
    });
    for (Account *account : accounts.accounts())
        addPage(account);
    keepTranslated(this, [this] {
        m_pages->tabBar()->setAccessibleName(tr("Accounts"));
        refreshTabs();
    });
}

void ClientWindow::closeEvent(QCloseEvent *event)
{
    m_accounts.waitUntilSaved(); // why it takes long stands on the page
    QMainWindow::closeEvent(event);
}

void ClientWindow::addPage(Account *account)
{
    auto *page = new ChatWindow(*account);
    if (const ChatWindow *current = currentPage()) {
        const QByteArray division = current->findChild<QSplitter *>()->saveState();
        page->findChild<QSplitter *>()->restoreState(division);
    }
    m_pages->insertTab(m_accounts.indexOf(account), page, QString());
    connect(page, &ChatWindow::unreadChanged, this, &ClientWindow::refreshTabs);
    connect(&account->inbox(), &Inbox::stateChanged, this, &ClientWindow::refreshTabs);
    refreshTabs();
    Q_EMIT pageAdded(account, page);
}

void ClientWindow::removePage(const Account *account)
{
    delete pageOf(account);
    refreshTabs();
}

ChatWindow *ClientWindow::pageOf(const Account *account) const
{
    for (int i = 0; i < m_pages->count(); ++i) {
        auto *page = qobject_cast<ChatWindow *>(m_pages->widget(i));
        if (page && &page->account() == account)
            return page;
    }
    return nullptr;
}

ChatWindow *ClientWindow::currentPage() const
{
    return qobject_cast<ChatWindow *>(m_pages->currentWidget());
}

Account *ClientWindow::currentAccount() const
{
    return currentPage() ? &currentPage()->account() : nullptr;
}

void ClientWindow::refreshTabs()
{
    int unread = 0;
    for (int i = 0; i < m_pages->count(); ++i) {
        auto *page = qobject_cast<ChatWindow *>(m_pages->widget(i));
        Account &account = page->account();
        const QString server = account.server().text().section(u"://"_s, 1);
        QString text = account.name() ? tr("%1 at %2").arg(account.name()->text(), server) : server;
        text.replace(u'&', u"&&"_s); // which would be a key
        if (page->unread() > 0)
            text += u" (%1)"_s.arg(page->unread());
        m_pages->setTabText(i, text);
        m_pages->setTabIcon(i, stateDot(account, palette(), devicePixelRatioF()));
        unread += page->unread();
    }
    m_menu->showPages(m_pages);
    m_menu->setRemovable(m_pages->count() > 1);
    showTitle();
    Q_EMIT unreadChanged(unread);
}

void ClientWindow::showTitle()
{
    int unread = 0;
    for (int i = 0; i < m_pages->count(); ++i)
        unread += qobject_cast<ChatWindow *>(m_pages->widget(i))->unread();
    const Account *account = currentAccount();
    const QString title = account && account->name()
        ? tr("%1 – Pushpoint").arg(account->name()->text())
        : tr("Pushpoint");
    setWindowTitle(unread > 0 ? u"(%1) %2"_s.arg(unread).arg(title) : title);
}

void ClientWindow::open(Account *account, const QString &self, const QString &peer)
{
    ChatWindow *page = account ? pageOf(account) : currentPage();
    if (!page)
        return;
    m_pages->setCurrentWidget(page);
    page->open(self, peer);
}

void ClientWindow::askForAccount()
{
    const Account *account = currentAccount();
    auto *dialog = new AccountDialog(account ? account->server().text() : QString(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AccountDialog::chosen, this,
            [this](const ServerAddress &server, const std::optional<UserName> &name) {
                open(&m_accounts.add(server, name), {}, {});
                warnOfProblem();
            });
    dialog->open();
}

void ClientWindow::warnOfProblem()
{
    if (const QString problem = m_accounts.problem(); !problem.isEmpty())
        QMessageBox::warning(this, tr("Accounts"),
                             tr("This account will not be here after a restart: %1").arg(problem));
}

void ClientWindow::askToChange()
{
    Account *account = currentAccount();
    if (!account)
        return;
    const auto unsent = int(account->outbox().items().size());
    auto *dialog = new AccountDialog(account->server(), account->name(), unsent, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AccountDialog::chosen, account,
            [this, account](const ServerAddress &server, const std::optional<UserName> &name) {
                change(account, server, name);
            });
    dialog->open();
}

void ClientWindow::change(Account *account, const ServerAddress &server,
                          const std::optional<UserName> &name)
{
    if (server.text() != account->server().text()) {
        account = &m_accounts.move(account, server);
        open(account, {}, {});
        warnOfProblem();
    }
    if (name)
        account->setName(*name);
}

void ClientWindow::askToRemove()
{
    QPointer<Account> account = currentAccount();
    if (!account || m_pages->count() < 2)
        return;
    const auto waiting = int(account->outbox().items().size());
    const QString what = m_pages->tabText(m_pages->currentIndex()).replace(u"&&"_s, u"&"_s);
    QString hint = tr("What was said stays on this computer, and is here again if the account is "
                      "added again.");
    if (waiting > 0)
        hint += u' ' + tr("%n unsent message(s) will not be sent.", nullptr, waiting);
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove this account?"),
                                tr("Remove %1?").arg(what), QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(hint);
    auto *remove = box->addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    remove->setObjectName(u"removeButton"_s);
    box->button(QMessageBox::Cancel)->setText(tr("Cancel"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(remove, &QPushButton::clicked, this, [this, account] {
        if (account)
            m_accounts.remove(account);
    });
    box->open();
}

void ClientWindow::showSettings()
{
    if (!m_dialog) {
        m_dialog = new SettingsDialog(m_settings, m_language, this);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &SettingsDialog::changed, this, [this](const ClientSettings &settings) {
            m_settings = settings;
            Q_EMIT settingsChanged(settings);
        });
        connect(m_dialog, &SettingsDialog::trustedRequested, this, &ClientWindow::showTrusted);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void ClientWindow::showTrusted()
{
    QWidget *over = m_dialog ? static_cast<QWidget *>(m_dialog) : this;
    auto *dialog = new TrustDialog(TrustedCertificates(m_accounts.trustFile()), over);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TrustDialog::removed, &m_accounts, &AccountList::recheckTrust);
    dialog->open();
}

void ClientWindow::showDoNotDisturb(bool isOn)
{
    if (m_settings.isDoNotDisturbOn == isOn)
        return;
    m_settings.isDoNotDisturbOn = isOn;
    if (m_dialog)
        m_dialog->setDoNotDisturb(isOn);
    Q_EMIT settingsChanged(m_settings);
}

} // namespace pushpoint::client
