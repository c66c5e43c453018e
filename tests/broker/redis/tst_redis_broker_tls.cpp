#include "tests/broker/redis/redis_certificates.h"
#include "tests/broker/redis/redis_joint.h"

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace Qt::StringLiterals;

// What every broker keeps is kept over TLS, too.
int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    struct Server
    {
        kit::RedisCertificates certificates;
        const quint16 tlsPort = kit::freePort();
        kit::RedisServer redis{certificates.serverArguments(tlsPort)};
    };
    std::unique_ptr<Server> server;
    const bool isPossible = kit::RedisCertificates::isPossible();
    kit::BrokerContract contract([&]() -> std::unique_ptr<kit::Joint> {
        if (!isPossible)
            return nullptr;
        if (!server) {
            server = std::make_unique<Server>();
            server->redis.waitUntilOld();
        }
        return std::make_unique<kit::RedisJoint>(server->redis, server->tlsPort,
                                                 u"rediss://127.0.0.1:%1?"_s
                                                     + server->certificates.options());
    });
    return QTest::qExec(&contract, argc, argv);
}
