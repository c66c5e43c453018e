#include "ui/parts/steady_scroll_bar.h"

#include <QStyle>
#include <QStyleOptionSlider>

#include <utility>

namespace pushpoint::ui {

QRect SteadyScrollBar::slider() const
{
    QStyleOptionSlider option;
    initStyleOption(&option);
    return style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, this);
}

void SteadyScrollBar::sliderChange(SliderChange change)
{
    if (change != SliderRangeChange && change != SliderValueChange) {
        QScrollBar::sliderChange(change);
        return;
    }
    // Range and value change one after the other; between the two the slider is somewhere else.
    if (!std::exchange(m_looks, true))
        QMetaObject::invokeMethod(this, &SteadyScrollBar::look, Qt::QueuedConnection);
}

void SteadyScrollBar::look()
{
    m_looks = false;
    if (slider() != m_painted || canScroll() != m_couldScroll)
        update();
}

void SteadyScrollBar::paintEvent(QPaintEvent *event)
{
    m_painted = slider();
    m_couldScroll = canScroll();
    QScrollBar::paintEvent(event);
}

} // namespace pushpoint::ui
