#pragma once

#include <QStringView>

namespace pushpoint {

/// True where every character of the text can be seen, or changes how one beside it is drawn, so
/// that no two such texts look alike by a character that nobody sees. The text must be in NFC.
///
/// Refused are controls, format characters (bidi marks and overrides, tags), line separators, lone
/// surrogates, and whatever else Unicode lets a font ignore; but for what scripts and emoji are
/// written with, in its place: U+200C and U+200D by RFC 5892 Appendix A.1 and A.2, U+200D in emoji
/// by UTS #51, and U+FE0F behind what is drawn as text without it. Blanks count as visible.
/// Any thread.
bool isVisibleText(QStringView text);

} // namespace pushpoint
