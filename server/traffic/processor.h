#pragma once

#include <QtGlobal>

#include <memory>

namespace pushpoint {

/// The number of the processor that the calling thread runs on at this moment; −1 where the system
/// does not tell. Some nanoseconds. Any thread. Source: sched_getcpu(3).
int currentProcessor();

/// Keeps one thread off one processor, so that its work is done beside another thread's and not
/// in its place: the scheduler of Linux puts a thread that wakes for some milliseconds where it ran
/// before, though that processor is busy and another one has time to spare. Used by the thread it
/// is for; does nothing where there is but one processor, or on other systems.
///
/// Threads and programs begin with the set of processors of the thread that starts them:
/// goAnywhere() first, where they are not meant to.
class ProcessorAvoidance
{
public:
    ProcessorAvoidance();
    ~ProcessorAvoidance();
    Q_DISABLE_COPY_MOVE(ProcessorAvoidance)

    /// The calling thread runs on no processor but the others from now on.
    /// @param processor as currentProcessor() of another thread told; −1: runs anywhere.
    void avoid(int processor);
    /// As before the first avoid(). What somebody else has set meanwhile (taskset) stays.
    void goAnywhere() { avoid(-1); }
    /// The processor that is avoided; −1: none.
    int avoided() const { return m_avoided; }

private:
    struct Set;
    std::unique_ptr<Set> m_left; ///< what this has set last
    int m_avoided = -1;
};

} // namespace pushpoint
