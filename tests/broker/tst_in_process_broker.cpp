#include "tests/broker/broker_contract.h"
#include "tests/broker/in_process_broker.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;

namespace {

class InProcessJoint : public kit::Joint
{
public:
    std::unique_ptr<Broker> make(const QByteArray &nodeName) override
    {
        auto broker = std::make_unique<InProcessBroker>(m_exchange, nodeName);
        broker->start();
        return broker;
    }
    void inject(const UserName &name, const QByteArray &bytes) override
    {
        m_exchange.carry(name, bytes);
    }
    void setCut(Broker &broker, bool cut) override
    {
        qobject_cast<InProcessBroker *>(&broker)->setCut(cut);
    }

private:
    InProcessExchange m_exchange;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    kit::BrokerContract contract([] { return std::make_unique<InProcessJoint>(); });
    return QTest::qExec(&contract, argc, argv);
}
