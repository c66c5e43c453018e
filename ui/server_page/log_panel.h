#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace pushpoint::ui {

class HintTable;
class LogModel;
struct LogLine;

/// The program's log: newest at the end, by how grave it is, to be copied. GUI thread; owned by the
/// server page.
class LogPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(QWidget *parent = nullptr);

    void append(const LogLine &line);

private:
    void setTexts();
    void copy();

    LogModel *m_model;
    HintTable *m_table;
    QLabel *m_title;
    QComboBox *m_level;
    QPushButton *m_copy;
    QPushButton *m_clear;
};

} // namespace pushpoint::ui
