#include "ui/parts/name_field.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>

namespace pushpoint::ui {

NameField::NameField(QWidget *parent) : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumContentsLength(8);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    completer()->setFilterMode(Qt::MatchContains);
}

void NameField::setNames(const QStringList &names)
{
    QStringList former;
    for (int i = 0; i < count(); ++i)
        former += itemText(i);
    if (former == names || view()->isVisible() || completer()->popup()->isVisible())
        return;
    const QSignalBlocker blocker(this);
    const QString typed = currentText();
    const int cursor = lineEdit()->cursorPosition();
    const int selectionStart = lineEdit()->selectionStart();
    const int selectionLength = lineEdit()->selectionLength();
    clear();
    addItems(names);
    setCurrentIndex(findText(typed, Qt::MatchExactly | Qt::MatchCaseSensitive));
    setEditText(typed);
    lineEdit()->setCursorPosition(cursor);
    if (selectionStart >= 0)
        lineEdit()->setSelection(selectionStart, selectionLength);
}

} // namespace pushpoint::ui
