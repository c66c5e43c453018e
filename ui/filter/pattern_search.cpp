#include "ui/filter/pattern_search.h"

#define PCRE2_CODE_UNIT_WIDTH 8 // the library's way to choose the kind of text
#include <pcre2.h>

namespace pushpoint::ui {

namespace {

struct Freed
{
    void operator()(pcre2_code *code) const { pcre2_code_free(code); }
    void operator()(pcre2_match_data *data) const { pcre2_match_data_free(data); }
};

pcre2_code *compile(const QRegularExpression &expression)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF;
    if (expression.patternOptions() & QRegularExpression::CaseInsensitiveOption)
        options |= PCRE2_CASELESS;
    const QByteArray text = expression.pattern().toUtf8();
    int error = 0;
    PCRE2_SIZE at = 0;
    return pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.constData()), PCRE2_SIZE(text.size()),
                         options, &error, &at, nullptr);
}

} // namespace

struct PatternSearch::Compiled
{
    std::unique_ptr<pcre2_code, Freed> code;
    std::unique_ptr<pcre2_match_data, Freed> data;
};

PatternSearch::PatternSearch(const QRegularExpression &expression)
    : m_compiled(std::make_unique<Compiled>())
{
    m_compiled->code.reset(compile(expression));
    if (!m_compiled->code)
        return;
    // Where there is no compiler for this processor the match goes the slower way by itself.
    pcre2_jit_compile(m_compiled->code.get(), PCRE2_JIT_COMPLETE);
    m_compiled->data.reset(pcre2_match_data_create_from_pattern(m_compiled->code.get(), nullptr));
}

PatternSearch::~PatternSearch() = default;
PatternSearch::PatternSearch(PatternSearch &&) noexcept = default;
PatternSearch &PatternSearch::operator=(PatternSearch &&) noexcept = default;

PatternSearch::Found PatternSearch::in(QByteArrayView utf8) const
{
    if (!m_compiled->data)
        return Found::No;
    const int result
        = pcre2_match(m_compiled->code.get(), reinterpret_cast<PCRE2_SPTR>(utf8.data()),
                      PCRE2_SIZE(utf8.size()), 0, 0, m_compiled->data.get(), nullptr);
    if (result >= 0)
        return Found::Yes;
    return result == PCRE2_ERROR_NOMATCH ? Found::No : Found::TooCostly;
}

} // namespace pushpoint::ui
