#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <deque>

namespace pushpoint::net {

/// Shares each turn of the event loop among all who answer clients, so that no turn is long and
/// everybody's comes, whatever one of them asks for: each gets a part of it, and where a turn is
/// used up or a part is too small, what is left is done in a later one, in the order of asking.
/// Server thread; owned by the HttpConnections.
class TurnShare : public QObject
{
    Q_OBJECT

public:
    /// Where the loop runs that is to be shared.
    TurnShare();

    class Worker
    {
    public:
        /// Does a part; asks for a later turn where more is left.
        virtual void workInTurn() = 0;

    protected:
        ~Worker() = default;
    };

    /// What may be done at once: so many steps, for so long. A value.
    class Part
    {
    public:
        bool isOver() const;
        void countStep() { --m_stepsLeft; }

    private:
        friend class TurnShare;
        const TurnShare *m_turns = nullptr; ///< null: there is none
        qint64 m_endNs = 0;
        int m_stepsLeft = 0;
    };
    /// A part of this turn: none where it is used up.
    Part takePart();

    /// Will be called in a later turn. Call once until then.
    void workLater(Worker *worker);
    /// Will not be called. Safe for one that does not wait.
    void remove(Worker *worker);

protected:
    bool event(QEvent *event) override;

private:
    QElapsedTimer m_clock;
    qint64 m_turnEndNs = -1;        ///< below zero: nobody has worked in this turn
    std::deque<Worker *> m_waiting; ///< null: removed
    bool m_isPosted = false;
};

} // namespace pushpoint::net
