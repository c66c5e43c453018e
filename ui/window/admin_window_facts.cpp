// The facts that come in: each goes to the part that shows it.

#include "ui/cluster/cluster_page.h"
#include "ui/record/record_actions.h"
#include "ui/send/send_form.h"
#include "ui/server_page/server_page.h"
#include "ui/window/admin_window.h"
#include "ui/window/window_menu.h"

namespace pushpoint::ui {

void AdminWindow::showOptions(const QList<OptionValue> &options)
{
    m_serverPage->showOptions(options);
}

void AdminWindow::addLogLine(const LogLine &line)
{
    m_serverPage->addLogLine(line);
}

void AdminWindow::showOutcome(quint64 ticket, const PublishOutcome &outcome)
{
    m_sendForm->showOutcome(ticket, outcome);
    m_record->showOutcome(ticket, outcome);
}

void AdminWindow::showProbe(quint64 ticket, const ProbeOutcome &outcome)
{
    m_cluster->showProbe(ticket, outcome);
}

void AdminWindow::showLanguage(const QString &language)
{
    m_menu->setLanguage(language);
}

} // namespace pushpoint::ui
