#pragma once

#include "server/traffic/processor.h"
#include "server/traffic/traffic_feed.h"

#include <QTimer>

class QWidget;

namespace pushpoint::ui {

/// Takes what happened from the feed again and again: often while a window can be seen, less often
/// where more comes than anybody reads, seldom while it is hidden. Under load it keeps the window's
/// thread off the server's processor. GUI thread; a child of the window; the feed must outlive it
/// and is watched as long as it lives.
class FeedPulse : public QObject
{
    Q_OBJECT

public:
    FeedPulse(TrafficFeed &feed, QWidget *window);
    ~FeedPulse() override;

    void start();
    /// The window's thread may run wherever it likes, until the next load.
    void goAnywhere() { m_processors.goAnywhere(); }
    bool canBeSeen() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// Emitted at each beat, with nothing in it where nothing happened.
    void taken(const pushpoint::TrafficFeed::Batch &batch);

private:
    /// @param busy more comes than anybody reads.
    void adaptPace(bool busy);
    void take();

    TrafficFeed &m_feed;
    QWidget *const m_window;
    TrafficFeed::Batch m_batch; ///< whose room is used again
    ProcessorAvoidance m_processors;
    QTimer m_timer;
};

} // namespace pushpoint::ui
