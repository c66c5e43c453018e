#include "client/window/parts/name_box.h"

#include <QCompleter>
#include <QLineEdit>
#include <QWheelEvent>

namespace pushpoint::client {

NameBox::NameBox(QWidget *parent) : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    setMinimumContentsLength(8);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    // "bob" must stay "bob" where "Bob" is offered, and nothing may be written ahead of the user.
    completer()->setCaseSensitivity(Qt::CaseSensitive);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    connect(this, &QComboBox::activated, this, &NameBox::committed);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &NameBox::committed);
}

void NameBox::setNames(QAbstractItemModel *names)
{
    const QString text = currentText();
    setModel(names);
    showText(text);
    // A combo box forgets its text with its rows; these slots run before and after its own.
    auto kept = std::make_shared<QString>();
    connect(names, &QAbstractItemModel::modelAboutToBeReset, this,
            [this, kept] { *kept = currentText(); });
    connect(names, &QAbstractItemModel::modelReset, this, [this, kept] { showText(*kept); });
}

void NameBox::setName(const UserName &name)
{
    showText(name.text());
}

void NameBox::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // scrolling past it must not change who one is
}

void NameBox::showText(const QString &text)
{
    setCurrentIndex(findText(text, Qt::MatchExactly | Qt::MatchCaseSensitive));
    const int cursor = lineEdit()->cursorPosition();
    setEditText(text);
    if (lineEdit()->hasFocus())
        lineEdit()->setCursorPosition(cursor);
}

} // namespace pushpoint::client
