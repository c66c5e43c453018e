#pragma once

#include "server/broker/broker.h"

#include <QObject>

#include <functional>
#include <memory>

namespace pushpoint::kit {

/// A broker, and what its receiver got.
struct Member
{
    std::unique_ptr<broker::Broker> broker;
    QList<Message> got;
    QList<QByteArray> origins;
    int connections = 1; ///< what the receiver answers
};

/// How one kind of broker is made and broken. Members of one joint find each other.
class Joint
{
public:
    virtual ~Joint() = default;
    /// A started and linked member. The joint keeps nothing of it.
    virtual std::unique_ptr<broker::Broker> make(const QByteArray &nodeName) = 0;
    /// Sends these bytes to whoever has subscribed to the name.
    virtual void inject(const UserName &name, const QByteArray &bytes) = 0;
    /// Cuts this member off, and lets it come back.
    virtual void setCut(broker::Broker &broker, bool cut) = 0;
};

/// What every broker has to keep; one class, run on each of them. `makeJoint` gives a fresh one, or
/// null where this machine lacks what it needs, after saying so.
class BrokerContract : public QObject
{
    Q_OBJECT

public:
    explicit BrokerContract(std::function<std::unique_ptr<Joint>()> makeJoint)
        : m_makeJoint(std::move(makeJoint))
    { }

private Q_SLOTS:
    void init();
    void cleanup();
    void messageReachesTheNodeThatSubscribed();
    void contentArrivesAsItWasWritten();
    void nobodyThereIsOffline();
    void subscribedButTakenByNobodyIsOffline();
    void unsubscribedIsOffline();
    void ownEchoIsNotDelivered();
    void forwardedMessageReachesOthersOnly();
    void orderOfOneSenderIsKept();
    void answerNeverComesInsideTheCall();
    void confirmedNameIsReachedAtOnce();
    void flappingNameEndsUnsubscribed();
    void whoIsCutOffDoesNotKnow();
    void nodeThatIsCutOffMakesNobodyOffline();
    void whoComesBackIsReachedAgain();
    void garbageIsNotDelivered();
    void oddNamesAreOrdinaryNames();
    void nodesSeeEachOther();
    void namesAreAskedOfAllNodes();
    void everyNodeSpeaksToAProbe();
    void linkKeepsItsHistory();

private:
    Member &join(const char *nodeName);
    /// The verdict, or Kind::Unknown with node "no answer" where none came.
    broker::Verdict publish(Member &member, const Message &message);
    bool subscribe(Member &member, const char *name);

    const std::function<std::unique_ptr<Joint>()> m_makeJoint;
    std::unique_ptr<Joint> m_joint;
    std::vector<std::unique_ptr<Member>> m_members;
};

} // namespace pushpoint::kit
