#pragma once

#include <QByteArrayView>

#include <vector>

namespace pushpoint {

/// One member of an object, as slices of the text they were found in.
struct JsonMember
{
    QByteArrayView key; ///< with its quotes, still escaped
    QByteArrayView value;
};

/// Cuts an object into its members, one after the other, without a copy. The text must be valid
/// JSON and an object, and must outlive this: nothing is checked here. A value; any thread.
class JsonMemberReader
{
public:
    explicit JsonMemberReader(QByteArrayView object);

    bool atEnd() const;
    /// The next member; only while not at the end.
    JsonMember next();
    /// The same where the caller knows that it is the last: its value then ends where the object
    /// does, and a long one need not be walked through.
    JsonMember nextAndLast();

private:
    QByteArrayView takeKey();

    QByteArrayView m_object;
    qsizetype m_at; ///< on the quote of a key, or on the closing brace
};

/// All members in their order.
std::vector<JsonMember> jsonMembers(QByteArrayView object);

/// Cuts an array into its elements, one after the other, without a copy. Whether an element is JSON
/// is not checked. Safe with any text, which must outlive this. A value; any thread.
class JsonElementReader
{
public:
    explicit JsonElementReader(QByteArrayView array);

    /// The next element; an empty view where there are no more. Elements are never empty.
    QByteArrayView next();
    /// Once next() has given an empty view: whether the text was an array whose commas and brackets
    /// are right.
    bool isSound() const { return m_isSound; }

private:
    char charAt(qsizetype at) const;
    void close();
    void end(bool isSound);

    QByteArrayView m_array;
    qsizetype m_at; ///< on the first byte of an element, or where something else is
    bool m_isAtEnd = false;
    bool m_isSound = true;
};

/// The next token from `at` on, which moves behind it: a bracket, a brace, a comma or a colon, a
/// string with its quotes, or a number or word. Empty: there is none. Safe with any text.
QByteArrayView nextJsonToken(QByteArrayView json, qsizetype &at);

/// True where a comma, a colon or an opening bracket is followed by what cannot begin a value.
/// Tells why text is no JSON; safe with any text.
bool jsonLacksValue(QByteArrayView json);

/// How many arrays and objects are inside each other at the deepest place, the outermost counted.
/// Reads no further than the end, even of text that is no JSON.
int jsonDepth(QByteArrayView json);

} // namespace pushpoint
