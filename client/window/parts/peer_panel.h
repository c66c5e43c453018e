#pragma once

#include <QWidget>

class QLineEdit;
class QListView;

namespace pushpoint::client {

class PeerModel;

/// The left side of a chat window: with whom one talks, and a field to search what was said. Views
/// only. GUI thread; owned by its window; the model outlives it.
class PeerPanel : public QWidget
{
    Q_OBJECT

public:
    explicit PeerPanel(PeerModel &peers, QWidget *parent = nullptr);

    /// Marks this peer's line, if there is one.
    void markPeer(const QString &peer);
    QString searchText() const;
    void focusSearch();
    void clearSearch();

Q_SIGNALS:
    /// The user has chosen a line.
    void peerChosen(const QString &peer);
    /// The user wants the conversation with this peer in a file.
    void exportRequested(const QString &peer);
    /// Empty: the user wants to see the conversation again.
    void searchChanged(const QString &text);

private:
    void showMenu(const QPoint &position);

    PeerModel &m_peers;
    QLineEdit *m_search;
    QListView *m_list;
};

} // namespace pushpoint::client
