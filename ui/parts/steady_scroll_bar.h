#pragma once

#include <QScrollBar>

namespace pushpoint::ui {

/// A scroll bar that is painted anew only if its slider has moved by a pixel or changed its length.
/// At the end of a long table it seldom does, however fast rows come; Qt's own paints for each of
/// them. GUI thread.
class SteadyScrollBar : public QScrollBar
{
    Q_OBJECT

public:
    using QScrollBar::QScrollBar;

protected:
    void sliderChange(SliderChange change) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void look();
    QRect slider() const;
    /// Whether the buttons at its ends look as if there is something beyond.
    bool canScroll() const { return minimum() < maximum(); }

    QRect m_painted; ///< where the slider was
    bool m_couldScroll = false;
    bool m_looks = false; ///< soon
};

} // namespace pushpoint::ui
