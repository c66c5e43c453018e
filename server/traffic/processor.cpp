#include "server/traffic/processor.h"

#ifdef Q_OS_LINUX
#include <sched.h>
#endif

namespace pushpoint {

#ifdef Q_OS_LINUX

struct ProcessorAvoidance::Set
{
    cpu_set_t processors;
};

int currentProcessor()
{
    return sched_getcpu();
}

void ProcessorAvoidance::avoid(int processor)
{
    if (processor == m_avoided || processor >= CPU_SETSIZE)
        return;
    cpu_set_t allowed;
    // Zero is the calling thread, and not its process. Fails with more than CPU_SETSIZE processors.
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    if (m_avoided >= 0 && CPU_EQUAL(&allowed, &m_left->processors))
        CPU_SET(m_avoided, &allowed);
    m_avoided = -1;
    cpu_set_t wanted = allowed;
    if (processor >= 0)
        CPU_CLR(processor, &wanted);
    if (CPU_COUNT(&wanted) == 0)
        wanted = allowed;
    if (sched_setaffinity(0, sizeof wanted, &wanted) != 0)
        return;
    m_left->processors = wanted;
    if (!CPU_EQUAL(&wanted, &allowed))
        m_avoided = processor;
}

#else

struct ProcessorAvoidance::Set
{
};

int currentProcessor()
{
    return -1;
}

void ProcessorAvoidance::avoid(int) { }

#endif

ProcessorAvoidance::ProcessorAvoidance() : m_left(std::make_unique<Set>()) { }

ProcessorAvoidance::~ProcessorAvoidance()
{
    goAnywhere();
}

} // namespace pushpoint
