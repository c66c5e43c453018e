#include "ui/parts/fixed_text.h"

#include <QFontDatabase>
#include <QTextOption>

namespace pushpoint::ui {

QFont fixedTextFont()
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

FixedText::FixedText(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFont(fixedTextFont());
    setWordWrapMode(QTextOption::WrapAnywhere); // by words, one long line takes seconds
}

} // namespace pushpoint::ui
