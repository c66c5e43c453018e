#include "ui/window/feed_pulse.h"

#include <QEvent>
#include <QWidget>

#include <chrono>

namespace pushpoint::ui {

using namespace std::chrono_literals;

namespace {

constexpr auto seenInterval = 66ms; // 15 a second: smooth enough to read
// What goes by so fast nobody reads, and each batch is painted on a core the server may need.
constexpr auto busyInterval = 100ms;
constexpr size_t busyBatchEvents = 500;
constexpr auto hiddenInterval = 700ms; // only keeps the feed from running over

} // namespace

FeedPulse::FeedPulse(TrafficFeed &feed, QWidget *window)
    : QObject(window), m_feed(feed), m_window(window)
{
    window->installEventFilter(this);
    m_feed.setWatched(true);
    connect(&m_timer, &QTimer::timeout, this, &FeedPulse::take);
}

FeedPulse::~FeedPulse()
{
    m_feed.setWatched(false);
}

void FeedPulse::start()
{
    adaptPace(false);
    m_timer.start();
}

bool FeedPulse::canBeSeen() const
{
    return m_window->isVisible() && !m_window->isMinimized();
}

bool FeedPulse::eventFilter(QObject *, QEvent *event)
{
    const bool mayMatter = event->type() == QEvent::Show || event->type() == QEvent::Hide
        || event->type() == QEvent::WindowStateChange;
    if (mayMatter)
        adaptPace(false);
    return false;
}

void FeedPulse::adaptPace(bool busy)
{
    const auto interval = !canBeSeen() ? hiddenInterval : busy ? busyInterval : seenInterval;
    if (interval != m_timer.intervalAsDuration())
        m_timer.setInterval(interval);
}

void FeedPulse::take()
{
    m_feed.take(m_batch);
    const bool isBusy = m_batch.events.size() > busyBatchEvents;
    adaptPace(isBusy);
    // Below that the server has time to spare, and the window may be wherever it likes.
    m_processors.avoid(isBusy ? m_batch.processor : -1);
    Q_EMIT taken(m_batch);
}

} // namespace pushpoint::ui
