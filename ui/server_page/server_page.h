#pragma once

#include "ui/server_page/option_value.h"

#include <QUrl>
#include <QWidget>

class QLabel;
class QTreeWidget;

namespace pushpoint::ui {

class LogPanel;
class QrCode;
struct LogLine;

/// All about the server itself: where phones reach its page, what it was started with, what it
/// logged. GUI thread; owned by the window.
class ServerPage : public QWidget
{
    Q_OBJECT

public:
    explicit ServerPage(QWidget *parent = nullptr);

    /// @param reachableUrl how other devices reach the server; empty: they do not.
    void showListening(const QUrl &reachableUrl);
    void showStopped();
    void showOptions(const QList<OptionValue> &options);
    void addLogLine(const LogLine &line);

private:
    QWidget *makePhone();
    void setTexts();
    void showAddress();
    void fillOptions();

    QLabel *m_phoneTitle;
    QLabel *m_phoneText;
    QrCode *m_code;
    QLabel *m_optionsTitle;
    QTreeWidget *m_optionsTree;
    LogPanel *m_log;
    QList<OptionValue> m_options;
    QUrl m_reachableUrl;
    bool m_listening = false;
};

} // namespace pushpoint::ui
