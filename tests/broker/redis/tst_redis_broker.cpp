#include "tests/broker/redis/redis_joint.h"

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    std::unique_ptr<kit::RedisServer> redis;
    kit::BrokerContract contract([&]() -> std::unique_ptr<kit::Joint> {
        if (!kit::RedisServer::isInstalled())
            return nullptr;
        if (!redis) {
            redis = std::make_unique<kit::RedisServer>();
            redis->waitUntilOld();
        }
        return std::make_unique<kit::RedisJoint>(*redis, redis->port(), u"redis://127.0.0.1:%1"_s);
    });
    return QTest::qExec(&contract, argc, argv);
}
