#include "server/node/presence_questions.h"

#include <algorithm>
#include <utility>

namespace pushpoint {

namespace {

constexpr qint64 tellNsMax = 1'000'000; // of one turn of the event loop
constexpr size_t knownMax = 8;

} // namespace

PresenceQuestions::PresenceQuestions(broker::Broker &broker) : m_broker(broker)
{
    m_clock.start();
    m_pageTimer.setSingleShot(true);
    connect(&m_pageTimer, &QTimer::timeout, this, &PresenceQuestions::askNextPage);
}

void PresenceQuestions::ask(const broker::PresenceQuery &query, Then then)
{
    if (query.exact) {
        Name &name = m_names[query.name];
        name.next.push_back(std::move(then));
        if (name.asked.empty())
            askName(query);
        return;
    }
    std::erase_if(m_known,
                  [now = m_clock.elapsed()](const KnownPage &page) { return now >= page.untilMs; });
    const auto known = std::ranges::find(m_known, query, &KnownPage::query);
    if (known != m_known.end())
        return tell(known->answer, std::move(then));
    const auto asked = std::ranges::find(m_pages, query, &Page::query);
    if (asked != m_pages.end())
        return asked->thens.push_back(std::move(then));
    if (m_pages.size() >= pagesMax)
        return tell(std::make_shared<broker::PresenceAnswer>(), std::move(then));
    m_pages.push_back({query, {std::move(then)}});
    askNextPage();
}

void PresenceQuestions::askName(const broker::PresenceQuery &query)
{
    Name &name = m_names[query.name];
    name.asked = std::exchange(name.next, {});
    m_broker.askPresence(query, [this, query](const broker::PresenceAnswer &answer) {
        const Thens thens = std::exchange(m_names[query.name].asked, {});
        if (m_names[query.name].next.empty())
            m_names.remove(query.name);
        else
            askName(query);
        for (const Then &then : thens)
            then(answer);
    });
}

void PresenceQuestions::askNextPage()
{
    if (m_isPageAsked || m_pages.empty() || m_pageTimer.isActive())
        return;
    m_isPageAsked = true;
    m_pageTimer.start(pageInterval);
    m_broker.askPresence(m_pages.front().query,
                         [this](const broker::PresenceAnswer &answer) { takePage(answer); });
}

void PresenceQuestions::takePage(const broker::PresenceAnswer &answer)
{
    m_isPageAsked = false;
    Page page = std::move(m_pages.front());
    m_pages.pop_front();
    const auto shared = std::make_shared<broker::PresenceAnswer>(answer);
    if (answer.complete) {
        if (m_known.size() >= knownMax)
            m_known.erase(m_known.begin());
        m_known.push_back({page.query, shared, m_clock.elapsed() + pageAgeMax.count()});
    }
    for (Then &then : page.thens)
        tell(shared, std::move(then));
    askNextPage();
}

void PresenceQuestions::tell(Answer answer, Then then)
{
    m_untold.emplace_back(std::move(answer), std::move(then));
    if (m_untold.size() == 1)
        QMetaObject::invokeMethod(this, &PresenceQuestions::tellSome, Qt::QueuedConnection);
}

void PresenceQuestions::tellSome()
{
    const qint64 beganNs = m_clock.nsecsElapsed();
    while (!m_untold.empty() && m_clock.nsecsElapsed() - beganNs < tellNsMax) {
        const auto [answer, then] = std::move(m_untold.front());
        then(*answer);
        m_untold.pop_front(); // last, so that tell() does not wake us twice
    }
    if (!m_untold.empty())
        QMetaObject::invokeMethod(this, &PresenceQuestions::tellSome, Qt::QueuedConnection);
}

} // namespace pushpoint
