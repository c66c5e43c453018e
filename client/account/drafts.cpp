#include "client/account/drafts.h"

#include "client/history/history.h"

namespace pushpoint::client {

Drafts::Drafts(History &history, QObject *parent) : QObject(parent), m_history(history)
{
    connect(&history, &History::draftsLoaded, this, [this](const QList<Draft> &drafts) {
        for (const Draft &draft : drafts) {
            const std::pair key(draft.self, draft.peer);
            if (!m_texts.contains(key)) // else it was typed in this run
                m_texts.insert(key, draft.text);
        }
        Q_EMIT loaded();
    });
    history.loadDrafts();
}

QString Drafts::text(const QString &self, const QString &peer) const
{
    return m_texts.value({self, peer});
}

void Drafts::set(const QString &self, const QString &peer, const QString &text)
{
    if (text == this->text(self, peer))
        return;
    m_texts.insert({self, peer}, text);
    m_history.setDraft({self, peer, text});
    Q_EMIT changed(self, peer);
}

} // namespace pushpoint::client
