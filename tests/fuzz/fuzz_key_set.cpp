#include "server/access/key_set.h"
#include "tests/fuzz/expectation.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/json_grammar.h"
#include "tests/fuzz/pieces.h"

// A key set, from a file or from an identity provider. The input is its text.

using namespace pushpoint;
using namespace pushpoint::access;
using namespace pushpoint::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ExactCopy copy(inputBytes(data, size));
    const auto set = KeySet::parse(copy.view());
    if (!set) {
        expect(set.error().code == ErrorCode::BadOption, "a bad set is a bad option");
        expect(!set.error().text().isEmpty(), "and says why");
        return 0;
    }
    expect(isJson(copy.view()), "a key set is JSON");
    expect(set->size() >= 1 && set->size() <= KeySet::keysMax, "with a key, and not too many");
    expect((set->find({}) != nullptr) == (set->size() == 1), "the only key needs no name");
    for (const char *id : {"", "hs", "rs", "es", "ed"}) {
        const VerificationKey *key = set->find(QByteArrayView(id));
        if (!key)
            continue;
        expect(!key->algorithms.isEmpty(), "a key is for something");
        expect(key->isSymmetric() == (key->secret.size() >= 32), "a secret is long");
        expect(!key->isSymmetric() || set->holdsSecret(), "a secret is known as one");
        for (const Algorithm each : key->algorithms)
            expect(!isSignatureGood(*key, each, "text", copy.view()), "no key made this");
    }
    return 0;
}
