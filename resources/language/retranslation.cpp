#include "resources/language/retranslation.h"

#include <QEvent>
#include <QWidget>

#include <utility>

namespace pushpoint {

namespace {

/// Hears of a new language in the widget's stead. Owned by the widget.
class Retranslation : public QObject
{
public:
    Retranslation(QWidget *widget, std::function<void()> setTexts)
        : QObject(widget), m_setTexts(std::move(setTexts))
    {
        widget->installEventFilter(this);
        m_setTexts();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LanguageChange)
            m_setTexts();
        return QObject::eventFilter(watched, event);
    }

private:
    const std::function<void()> m_setTexts;
};

} // namespace

void keepTranslated(QWidget *widget, std::function<void()> setTexts)
{
    new Retranslation(widget, std::move(setTexts));
}

} // namespace pushpoint
