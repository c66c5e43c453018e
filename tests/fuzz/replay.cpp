#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

// Stands in for libFuzzer with any compiler: `replay_x file-or-folder…` gives the target every
// file, whole and cut short at every byte. A crash names the file that was at hand.

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> filesBelow(const fs::path &place)
{
    if (fs::is_regular_file(place))
        return {place};
    std::vector<fs::path> files;
    for (const auto &entry : fs::recursive_directory_iterator(place)) {
        if (entry.is_regular_file())
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

size_t replay(const fs::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
    std::fprintf(stderr, "%s\n", file.c_str());
    constexpr size_t cutShortMax = 300; // longer ones are given whole
    const size_t first = bytes.size() <= cutShortMax ? 0 : bytes.size();
    for (size_t size = first; size <= bytes.size(); ++size) {
        // A buffer of exactly this size, as libFuzzer's are.
        const auto exact = std::make_unique<uint8_t[]>(size);
        std::copy_n(bytes.begin(), size, exact.get());
        LLVMFuzzerTestOneInput(exact.get(), size);
    }
    return bytes.size() - first + 1;
}

} // namespace

int main(int argc, char **argv)
{
    size_t files = 0;
    size_t inputs = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto &file : filesBelow(argv[i])) {
            inputs += replay(file);
            ++files;
        }
    }
    std::printf("%zu files, %zu inputs\n", files, inputs);
    return files > 0 ? 0 : 1;
}
