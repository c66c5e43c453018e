#include "ui/filter_bar/filter_field.h"

#include "ui/filter/filter_completion.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTextCharFormat>

namespace pushpoint::ui {

FilterField::FilterField(QWidget *parent) : QLineEdit(parent), m_completer(new QCompleter(this))
{
    setClearButtonEnabled(true);
    setMaxLength(static_cast<int>(FilterParser::textMax));
    m_completer->setModel(&m_candidates);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    // Not setCompleter(): that one would complete the whole line.
    m_completer->setWidget(this);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this,
            &FilterField::take);
    connect(this, &QLineEdit::textEdited, this, &FilterField::offer);
}

void FilterField::offer()
{
    const FilterCompletion completion = completeFilter(text(), cursorPosition(), m_names);
    m_replaced = completion.replaced;
    m_candidates.setStringList(completion.candidates);
    if (completion.candidates.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    const int width = 24 * fontMetrics().averageCharWidth();
    m_completer->complete({cursorRect().left(), 0, width, height()});
}

void FilterField::take(const QString &candidate)
{
    const QString rest = text().sliced(m_replaced.end());
    const bool blankTwice = candidate.endsWith(u' ') && rest.startsWith(u' ');
    setText(text().left(m_replaced.begin) + candidate + (blankTwice ? rest.sliced(1) : rest));
    setCursorPosition(static_cast<int>(m_replaced.begin + candidate.size()));
    // After a key, its values are the next question. Later: the list is just closing.
    if (candidate.endsWith(u':'))
        QMetaObject::invokeMethod(this, &FilterField::offer, Qt::QueuedConnection);
}

void FilterField::keyPressEvent(QKeyEvent *event)
{
    const QAbstractItemView *list = m_completer->popup();
    const bool ends = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Tab || event->key() == Qt::Key_Escape;
    if (list->isVisible() && ends) {
        event->ignore(); // the list's own
        return;
    }
    const bool asks = event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier;
    if (asks || (event->key() == Qt::Key_Down && !list->isVisible())) {
        offer();
        return;
    }
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterField::mark(const std::optional<FilterSpan> &where)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (where && !text().isEmpty()) {
        QTextCharFormat wrong;
        wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wrong.setUnderlineColor(QColor(0xD9, 0x48, 0x48));
        // At the end there is nothing to underline but what stands before it.
        const auto begin = qMin<qsizetype>(where->begin, text().size() - 1);
        const auto length = qMax<qsizetype>(1, where->length);
        // Formats of a line's text come as of an input method, reckoned from the cursor.
        attributes.append({QInputMethodEvent::TextFormat,
                           static_cast<int>(begin) - cursorPosition(), static_cast<int>(length),
                           wrong});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

} // namespace pushpoint::ui
