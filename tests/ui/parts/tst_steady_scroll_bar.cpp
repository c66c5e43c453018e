#include "ui/parts/steady_scroll_bar.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;

namespace {

/// Counts how often it was painted.
class CountedScrollBar : public SteadyScrollBar
{
public:
    CountedScrollBar() : SteadyScrollBar(Qt::Vertical)
    {
        resize(16, 300);
        setRange(0, 1'000'000);
        setPageStep(30);
        setValue(maximum());
    }
    int paints = 0;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        ++paints;
        SteadyScrollBar::paintEvent(event);
    }
};

/// All that was posted is done, and what it posted.
void settle()
{
    for (int turn = 0; turn < 5; ++turn)
        QCoreApplication::processEvents();
}

} // namespace

class TestSteadyScrollBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bar = std::make_unique<CountedScrollBar>();
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
        settle();
        m_bar->paints = 0;
    }
    void cleanup() { m_bar.reset(); }

    void isNotPaintedAtTheEndOfALongTableThatGrows()
    {
        for (int batch = 0; batch < 10; ++batch) {
            m_bar->setMaximum(m_bar->maximum() + 500);
            m_bar->setValue(m_bar->maximum());
            settle();
        }
        QCOMPARE(m_bar->paints, 0);
    }

    void isPaintedWhenItsSliderMoves()
    {
        m_bar->setValue(m_bar->maximum() / 2);
        QTRY_VERIFY(m_bar->paints > 0);
    }

    void isPaintedWhenItsSliderGrows()
    {
        m_bar->setMaximum(60);
        QTRY_VERIFY(m_bar->paints > 0);
    }

    void isPaintedWhenThereIsNothingMoreToScroll()
    {
        m_bar->setRange(0, 0);
        QTRY_VERIFY(m_bar->paints > 0);
    }

private:
    std::unique_ptr<CountedScrollBar> m_bar;
};

QTEST_MAIN(TestSteadyScrollBar)
#include "tst_steady_scroll_bar.moc"
