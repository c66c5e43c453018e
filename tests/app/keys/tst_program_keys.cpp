#include "tests/app/keys/provider.h"
#include "tests/app/program.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <chrono>

using namespace pushpoint::access;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

/// On a thread of its own: a test waits for the program, which waits for its keys.
class ProviderThread : public QThread
{
public:
    explicit ProviderThread(const QByteArray &answer) : m_answer(answer)
    {
        start();
        m_listening.acquire();
    }
    ~ProviderThread() override
    {
        quit();
        wait();
    }
    QString address() const { return m_address; }

protected:
    void run() override
    {
        const Provider provider(m_answer);
        m_address = provider.address().toString();
        m_listening.release();
        exec();
    }

private:
    const QByteArray m_answer;
    QString m_address;
    QSemaphore m_listening;
};

QByteArray headerOf(const TestSigner &signer)
{
    const auto end = std::chrono::system_clock::now() + std::chrono::hours(1);
    const auto seconds
        = std::chrono::duration_cast<std::chrono::seconds>(end.time_since_epoch()).count();
    return "Authorization: Bearer "
        + signer.token(json("{'scope':'read','exp':") + QByteArray::number(qint64(seconds)) + '}')
        + "\r\n";
}

} // namespace

class ProgramKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theKeysOfAnAddressAreThereBeforeAnybodyComes()
    {
        const TestSigner signer = TestSigner::es256("es");
        const ProviderThread provider(ok(keySetOf({signer.jwk()})));
        const Running program({u"--auth"_s, provider.address()});
        QVERIFY(program.port() != 0);
        QVERIFY(program.get("/rest/names", headerOf(signer)).contains(" 200 "));
        QVERIFY(program.get("/rest/names", headerOf(TestSigner::es256("es"))).contains(" 401 "));
        QVERIFY(program.get("/rest/names").contains(" 401 "));
    }

    void nobodyIsLetInWhereThereAreNone()
    {
        const ProviderThread provider("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
        Running program({u"--auth"_s, provider.address()});
        QVERIFY(program.port() != 0);
        const TestSigner signer = TestSigner::es256("es");
        QVERIFY(program.get("/rest/names", headerOf(signer)).contains(" 401 "));
        QVERIFY(program.err().contains("nobody is let in"));
    }
};

QTEST_GUILESS_MAIN(ProgramKeysTest)
#include "tst_program_keys.moc"
