#include "server/net/tls/certificate_maker.h"

#include "server/net/tls/openssl_pointers.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QtEndian>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace pushpoint::net {

namespace {

constexpr int yearsMax = 2;
constexpr qint64 clockSkewSecondsMax = 24 * 60 * 60; // of other people's machines
constexpr qsizetype commonNameBytesMax = 64;         // RFC 5280, A.1

struct FreeNames
{
    void operator()(GENERAL_NAMES *names) const { GENERAL_NAMES_free(names); }
};

QByteArray bytesOf(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 number = qToBigEndian(address.toIPv4Address());
        return QByteArray(reinterpret_cast<const char *>(&number), sizeof number);
    }
    const Q_IPV6ADDR number = address.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(&number), sizeof number);
}

GENERAL_NAME *generalName(const QString &host)
{
    GENERAL_NAME *name = GENERAL_NAME_new();
    const QHostAddress address(host);
    const QByteArray bytes = address.isNull() ? host.toLatin1() : bytesOf(address);
    ASN1_STRING *value = address.isNull() ? ASN1_IA5STRING_new() : ASN1_OCTET_STRING_new();
    ASN1_STRING_set(value, bytes.constData(), int(bytes.size()));
    GENERAL_NAME_set0_value(name, address.isNull() ? GEN_DNS : GEN_IPADD, value);
    return name;
}

void addHosts(X509 &certificate, const QStringList &hosts)
{
    const std::unique_ptr<GENERAL_NAMES, FreeNames> names(sk_GENERAL_NAME_new_null());
    for (const QString &host : hosts)
        sk_GENERAL_NAME_push(names.get(), generalName(host));
    X509_add1_ext_i2d(&certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT);
}

void addExtension(X509 &certificate, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
    if (X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value)) {
        X509_add_ext(&certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
}

void setSerialNumber(X509 &certificate)
{
    unsigned char number[16];
    RAND_bytes(number, sizeof number);
    number[0] = (number[0] & 0x7f) | 0x01; // above zero
    BIGNUM *big = BN_bin2bn(number, sizeof number, nullptr);
    BN_to_ASN1_INTEGER(big, X509_get_serialNumber(&certificate));
    BN_free(big);
}

template <typename Write>
QByteArray pemOf(const Write &write)
{
    const BioPointer memory(BIO_new(BIO_s_mem()));
    write(memory.get());
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return QByteArray(bytes, size);
}

} // namespace

SelfSigned makeSelfSigned(const QStringList &hosts, const QDateTime &now)
{
    const KeyPointer key(EVP_EC_gen("P-256"));
    const CertificatePointer certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    setSerialNumber(*certificate);
    const auto time = [](const QDateTime &moment) { return time_t(moment.toSecsSinceEpoch()); };
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), time(now.addSecs(-clockSkewSecondsMax)));
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), time(now.addYears(yearsMax)));
    X509_NAME *name = X509_get_subject_name(certificate.get());
    const QByteArray commonName = hosts.value(0).toLatin1().left(commonNameBytesMax);
    X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>(commonName.constData()),
                               int(commonName.size()), -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key.get());
    addHosts(*certificate, hosts);
    addExtension(*certificate, NID_basic_constraints, "critical,CA:FALSE");
    addExtension(*certificate, NID_key_usage, "critical,digitalSignature");
    addExtension(*certificate, NID_ext_key_usage, "serverAuth");
    addExtension(*certificate, NID_subject_key_identifier, "hash");
    X509_sign(certificate.get(), key.get(), EVP_sha256());

    unsigned char *der = nullptr;
    const int derBytes = i2d_X509(certificate.get(), &der);
    const QByteArray digest = QCryptographicHash::hash(
        QByteArrayView(reinterpret_cast<const char *>(der), derBytes).toByteArray(),
        QCryptographicHash::Sha256);
    OPENSSL_free(der);
    return {pemOf([&](BIO *to) { PEM_write_bio_X509(to, certificate.get()); }), pemOf([&](BIO *to) {
                PEM_write_bio_PKCS8PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
            }),
            digest.toHex(':').toUpper()};
}

} // namespace pushpoint::net
