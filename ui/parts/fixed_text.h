#pragma once

#include <QPlainTextEdit>

namespace pushpoint::ui {

/// The system's font whose letters are all as wide.
QFont fixedTextFont();

/// Text to be read and copied, in letters of one width. GUI thread; a plain widget.
class FixedText : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit FixedText(QWidget *parent = nullptr);
};

} // namespace pushpoint::ui
