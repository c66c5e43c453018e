#pragma once

namespace pushpoint::access {

/// A key and a token of somebody else's.
struct KnownAnswer
{
    const char *name;
    const char *jwk;
    const char *signedText;
    const char *signature;
};

inline constexpr KnownAnswer knownAnswers[]{
    {"HS256, RFC 7515 A.1",
     R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUu)"
     R"(TwjAzZr1Z9CAow"})",
     "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
     "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
     "cnVlfQ",
     "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"},
    {"RS256, RFC 7515 A.2",
     R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qP)"
     "CJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-b"
     "Sf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4"
     "LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
     R"(","e":"AQAB"})",
     "eyJhbGciOiJSUzI1NiJ9."
     "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
     "cnVlfQ",
     "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W"
     "2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkS"
     "jtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv"
     "Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"},
    {"ES256, RFC 7515 A.3",
     R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
     R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
     "eyJhbGciOiJFUzI1NiJ9."
     "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
     "cnVlfQ",
     "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"},
    {"EdDSA, RFC 8037 A.4",
     R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
     "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
     "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"},
    {"PS256, by PyCryptodome",
     R"({"kty":"RSA","alg":"PS256","n":"tPy_bzDF49fM2gqfXkMgXCnqn5WhORN0adCGthWRFwX0rwILX_bEebQLgi)"
     "TPpqydEwVVtKc2etpZiE_eQMmVPxtuxMEwbs-HEC7xj6-QaYOW8rQ4-WFmWt9g7IrmE2GTAOZO2NjFFfvw-V2_4SL93Hx"
     "DWxlaEOcR5p_9XqRgH0aYrkRReIKTKM6klQHCoPwuMbjZPkWTSvbSa35LHMRuOw2LiZu43wKte-o8iz87xOo1GDOQ4Gdr"
     "b8AD0dyUuInYic3DW9MeigaEbdkqKlUtrxNYQB-wjIwfQo1osIMf0I3e9PHHUjPL6JsjIf69QzB_S3oHfPyuu7wzrxB47"
     R"(tnj1Q","e":"AQAB"})",
     "eyJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJqb2UiLCJleHAiOjEzMDA4MTkzODB9",
     "hO5cJ7_1TCUMQF_VuUWk29k-sofzEmxQVYVU9yOC64KhRz5yUnG9aUPmpRXayJHixAGMU4mG9_Fx8KAwAgVgu40e"
     "LrBSdDr58BOS0iSIg7aMolShsPKkeT2wQEQSfC7B5dIe6_krkpqhUxwGLz-w1NgeP4BG3q9_ehbkF8JjRZEL8EIp"
     "2auu0Wpk0lpUEGp4zo7mDWa_OQxURonvPiITgpnjKN68MzWeqVX0z7PGLq5SjkChRzRKlSVUa-I2TMz3yH5nn1h8"
     "K1_rTg9YpFT7oNAJBvGrI49qHAo20ZnR0OmAh_uEfMAuzgl5agPafqNoPiDEw3Lg2WwwVICTfirh-w"},
};

/// The last of them, with a salt of 20 bytes: good to others, not by RFC 7518.
inline constexpr char shortSaltSignature[]
    = "aJAHsNflDz3rRhCCXyCBOYjIP-CtDArkSbk_UInnmy3VGRvCHHMmSHNYjnq-F--B3ndvWqioUec69RVBdu_9AodSIN"
      "ROJ50GZH5wlTjhQs7HGWj7eQJV5pr-EEqD_RB0oBOCyTEdCe5RekvFMITCBEJ4dg5ZJcAremHhwXPYqvb4aRnOwlTW"
      "SFDeyW0xFGJYzN4wdxJrk5Iz5aNAyKmQJOp2KUe0USJnRlE69Jv7ZHnXccQCDCnkdDlY2L8jOr_tQiL5jR5amtTq4N"
      "Lsri_PvmxPM2fXmk1JWYaBenYeWOpUCyk75eNWr1Nlm3-irIu19FRAip-Dpr8cyySASGzSXQ";

} // namespace pushpoint::access
