#include "server/protocol/name_text.h"

#include <QChar>

#include <algorithm>
#include <iterator>
#include <string>

namespace pushpoint {

namespace {

constexpr char32_t zeroWidthNonJoiner = 0x200c;
constexpr char32_t zeroWidthJoiner = 0x200d;
constexpr char32_t emojiStyle = 0xfe0f;
constexpr char32_t enclosingKeycap = 0x20e3;

struct Range
{
    char32_t first;
    char32_t last;
};

// Default_Ignorable_Code_Point of Unicode 14, which fonts draw as nothing, but for the format
// characters; and the null notehead, which is drawn as nothing.
constexpr Range ignorable[]
    = {{0x34f, 0x34f},   {0x115f, 0x1160},   {0x17b4, 0x17b5},  {0x180b, 0x180f},
       {0x2065, 0x2065}, {0x3164, 0x3164},   {0xfe00, 0xfe0f},  {0xffa0, 0xffa0},
       {0xfff0, 0xfff8}, {0x1d159, 0x1d159}, {0xe0000, 0xe0fff}};

// Extended_Pictographic of Unicode 14, which reserves places for emoji to come.
constexpr Range pictographic[]
    = {{0xa9, 0xa9},       {0xae, 0xae},       {0x203c, 0x203c},   {0x2049, 0x2049},
       {0x2122, 0x2122},   {0x2139, 0x2139},   {0x2194, 0x2199},   {0x21a9, 0x21aa},
       {0x231a, 0x231b},   {0x2328, 0x2328},   {0x2388, 0x2388},   {0x23cf, 0x23cf},
       {0x23e9, 0x23f3},   {0x23f8, 0x23fa},   {0x24c2, 0x24c2},   {0x25aa, 0x25ab},
       {0x25b6, 0x25b6},   {0x25c0, 0x25c0},   {0x25fb, 0x25fe},   {0x2600, 0x2605},
       {0x2607, 0x2612},   {0x2614, 0x2685},   {0x2690, 0x2705},   {0x2708, 0x2712},
       {0x2714, 0x2714},   {0x2716, 0x2716},   {0x271d, 0x271d},   {0x2721, 0x2721},
       {0x2728, 0x2728},   {0x2733, 0x2734},   {0x2744, 0x2744},   {0x2747, 0x2747},
       {0x274c, 0x274c},   {0x274e, 0x274e},   {0x2753, 0x2755},   {0x2757, 0x2757},
       {0x2763, 0x2767},   {0x2795, 0x2797},   {0x27a1, 0x27a1},   {0x27b0, 0x27b0},
       {0x27bf, 0x27bf},   {0x2934, 0x2935},   {0x2b05, 0x2b07},   {0x2b1b, 0x2b1c},
       {0x2b50, 0x2b50},   {0x2b55, 0x2b55},   {0x3030, 0x3030},   {0x303d, 0x303d},
       {0x3297, 0x3297},   {0x3299, 0x3299},   {0x1f000, 0x1f0ff}, {0x1f10d, 0x1f10f},
       {0x1f12f, 0x1f12f}, {0x1f16c, 0x1f171}, {0x1f17e, 0x1f17f}, {0x1f18e, 0x1f18e},
       {0x1f191, 0x1f19a}, {0x1f1ad, 0x1f1e5}, {0x1f201, 0x1f20f}, {0x1f21a, 0x1f21a},
       {0x1f22f, 0x1f22f}, {0x1f232, 0x1f23a}, {0x1f23c, 0x1f23f}, {0x1f249, 0x1f3fa},
       {0x1f400, 0x1f53d}, {0x1f546, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f774, 0x1f77f},
       {0x1f7d5, 0x1f7ff}, {0x1f80c, 0x1f80f}, {0x1f848, 0x1f84f}, {0x1f85a, 0x1f85f},
       {0x1f888, 0x1f88f}, {0x1f8ae, 0x1f8ff}, {0x1f90c, 0x1f93a}, {0x1f93c, 0x1f945},
       {0x1f947, 0x1faff}, {0x1fc00, 0x1fffd}};

// Emoji without Emoji_Presentation, of which Unicode makes no new ones.
constexpr Range drawnAsText[]
    = {{0xa9, 0xa9},       {0xae, 0xae},       {0x203c, 0x203c},   {0x2049, 0x2049},
       {0x2122, 0x2122},   {0x2139, 0x2139},   {0x2194, 0x2199},   {0x21a9, 0x21aa},
       {0x2328, 0x2328},   {0x23cf, 0x23cf},   {0x23ed, 0x23ef},   {0x23f1, 0x23f2},
       {0x23f8, 0x23fa},   {0x24c2, 0x24c2},   {0x25aa, 0x25ab},   {0x25b6, 0x25b6},
       {0x25c0, 0x25c0},   {0x25fb, 0x25fc},   {0x2600, 0x2604},   {0x260e, 0x260e},
       {0x2611, 0x2611},   {0x2618, 0x2618},   {0x261d, 0x261d},   {0x2620, 0x2620},
       {0x2622, 0x2623},   {0x2626, 0x2626},   {0x262a, 0x262a},   {0x262e, 0x262f},
       {0x2638, 0x263a},   {0x2640, 0x2640},   {0x2642, 0x2642},   {0x265f, 0x2660},
       {0x2663, 0x2663},   {0x2665, 0x2666},   {0x2668, 0x2668},   {0x267b, 0x267b},
       {0x267e, 0x267e},   {0x2692, 0x2692},   {0x2694, 0x2697},   {0x2699, 0x2699},
       {0x269b, 0x269c},   {0x26a0, 0x26a0},   {0x26a7, 0x26a7},   {0x26b0, 0x26b1},
       {0x26c8, 0x26c8},   {0x26cf, 0x26cf},   {0x26d1, 0x26d1},   {0x26d3, 0x26d3},
       {0x26e9, 0x26e9},   {0x26f0, 0x26f1},   {0x26f4, 0x26f4},   {0x26f7, 0x26f9},
       {0x2702, 0x2702},   {0x2708, 0x2709},   {0x270c, 0x270d},   {0x270f, 0x270f},
       {0x2712, 0x2712},   {0x2714, 0x2714},   {0x2716, 0x2716},   {0x271d, 0x271d},
       {0x2721, 0x2721},   {0x2733, 0x2734},   {0x2744, 0x2744},   {0x2747, 0x2747},
       {0x2763, 0x2764},   {0x27a1, 0x27a1},   {0x2934, 0x2935},   {0x2b05, 0x2b07},
       {0x3030, 0x3030},   {0x303d, 0x303d},   {0x3297, 0x3297},   {0x3299, 0x3299},
       {0x1f170, 0x1f171}, {0x1f17e, 0x1f17f}, {0x1f202, 0x1f202}, {0x1f237, 0x1f237},
       {0x1f321, 0x1f321}, {0x1f324, 0x1f32c}, {0x1f336, 0x1f336}, {0x1f37d, 0x1f37d},
       {0x1f396, 0x1f397}, {0x1f399, 0x1f39b}, {0x1f39e, 0x1f39f}, {0x1f3cb, 0x1f3ce},
       {0x1f3d4, 0x1f3df}, {0x1f3f3, 0x1f3f3}, {0x1f3f5, 0x1f3f5}, {0x1f3f7, 0x1f3f7},
       {0x1f43f, 0x1f43f}, {0x1f441, 0x1f441}, {0x1f4fd, 0x1f4fd}, {0x1f549, 0x1f54a},
       {0x1f56f, 0x1f570}, {0x1f573, 0x1f579}, {0x1f587, 0x1f587}, {0x1f58a, 0x1f58d},
       {0x1f590, 0x1f590}, {0x1f5a5, 0x1f5a5}, {0x1f5a8, 0x1f5a8}, {0x1f5b1, 0x1f5b2},
       {0x1f5bc, 0x1f5bc}, {0x1f5c2, 0x1f5c4}, {0x1f5d1, 0x1f5d3}, {0x1f5dc, 0x1f5de},
       {0x1f5e1, 0x1f5e1}, {0x1f5e3, 0x1f5e3}, {0x1f5e8, 0x1f5e8}, {0x1f5ef, 0x1f5ef},
       {0x1f5f3, 0x1f5f3}, {0x1f5fa, 0x1f5fa}, {0x1f6cb, 0x1f6cb}, {0x1f6cd, 0x1f6cf},
       {0x1f6e0, 0x1f6e5}, {0x1f6e9, 0x1f6e9}, {0x1f6f0, 0x1f6f0}, {0x1f6f3, 0x1f6f3}};

template <size_t size>
bool isIn(const Range (&ranges)[size], char32_t c)
{
    const auto after = std::ranges::upper_bound(ranges, c, {}, &Range::first);
    return after != std::begin(ranges) && c <= std::prev(after)->last;
}

// A lone surrogate stays what it is, and has a category of its own.
std::u32string codePointsOf(QStringView text)
{
    std::u32string points;
    points.reserve(size_t(text.size()));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            points.push_back(QChar::surrogateToUcs4(text[i], text[i + 1]));
            ++i;
        } else {
            points.push_back(text[i].unicode());
        }
    }
    return points;
}

bool isVirama(char32_t c)
{
    return QChar::combiningClass(c) == 9;
}

bool isSkinTone(char32_t c)
{
    return c >= 0x1f3fb && c <= 0x1f3ff;
}

// RFC 5892 Appendix A.1: behind a virama, or between letters that would join without it. Where no
// letter of the script follows a virama there is nothing to keep apart.
bool keepsApart(std::u32string_view before, std::u32string_view after)
{
    if (before.empty() || after.empty())
        return false;
    if (isVirama(before.back()))
        return QChar::isLetter(after[0]) && QChar::script(after[0]) == QChar::script(before.back());
    const auto isOpaque
        = [](char32_t c) { return QChar::joiningType(c) != QChar::Joining_Transparent; };
    const auto left = std::find_if(before.rbegin(), before.rend(), isOpaque);
    const auto right = std::ranges::find_if(after, isOpaque);
    if (left == before.rend() || right == after.end())
        return false;
    const QChar::JoiningType leftType = QChar::joiningType(*left);
    const QChar::JoiningType rightType = QChar::joiningType(*right);
    return (leftType == QChar::Joining_Left || leftType == QChar::Joining_Dual)
        && (rightType == QChar::Joining_Right || rightType == QChar::Joining_Dual);
}

// RFC 5892 Appendix A.2: behind a virama. UTS #51, emoji_zwj_sequence: between two emoji, the first
// with or without a style or a skin tone.
bool joins(std::u32string_view before, std::u32string_view after)
{
    if (!before.empty() && isVirama(before.back()))
        return true;
    if (!before.empty() && (before.back() == emojiStyle || isSkinTone(before.back())))
        before.remove_suffix(1);
    return !before.empty() && !after.empty() && isIn(pictographic, before.back())
        && isIn(pictographic, after[0]);
}

// UTS #51, emoji_presentation_sequence and emoji_keycap_sequence.
bool makesAnEmoji(std::u32string_view before, std::u32string_view after)
{
    if (before.empty())
        return false;
    const char32_t base = before.back();
    if ((base >= U'0' && base <= U'9') || base == U'#' || base == U'*')
        return !after.empty() && after[0] == enclosingKeycap;
    return isIn(drawnAsText, base);
}

bool isVisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return !isIn(ignorable, c);
    }
}

} // namespace

bool isVisibleText(QStringView text)
{
    const std::u32string points = codePointsOf(text);
    const std::u32string_view all(points);
    for (size_t i = 0; i < all.size(); ++i) {
        const std::u32string_view before = all.substr(0, i);
        const std::u32string_view after = all.substr(i + 1);
        bool isGood = false;
        if (all[i] == zeroWidthNonJoiner)
            isGood = keepsApart(before, after);
        else if (all[i] == zeroWidthJoiner)
            isGood = joins(before, after);
        else if (all[i] == emojiStyle)
            isGood = makesAnEmoji(before, after);
        else
            isGood = isVisible(all[i]);
        if (!isGood)
            return false;
    }
    return true;
}

} // namespace pushpoint
