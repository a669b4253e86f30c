/* AES-128 in counter mode and HMAC-SHA1 of the system's OpenSSL 3, found at run time: no headers, no link, no copy of ours. */
#ifndef RUPOR_MEDIA_CIPHER_H
#define RUPOR_MEDIA_CIPHER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEY_BYTES 16
#define SALT_BYTES 14
#define MASTER_BYTES (KEY_BYTES + SALT_BYTES)
#define DIGEST_BYTES 20

/* One direction of RTP or of RTCP: its session keys, ready. */
typedef struct cipher {
    void *aes, *inner, *outer, *work; /* contexts of OpenSSL; `inner` and `outer` have eaten the padded key */
    uint8_t salt[SALT_BYTES];
} cipher;

const char *cipher_library(void); /* NULL when it is there, else why not */
bool cipher_prepare(cipher *c, const uint8_t *master, int label);
void cipher_clear(cipher *c);
bool cipher_crypt(cipher *c, uint32_t ssrc, uint64_t index, const uint8_t *from, uint8_t *to, int length);
bool cipher_sign(cipher *c, const uint8_t *bytes, int length, uint32_t trailer, uint8_t *digest);
bool cipher_same(const uint8_t *a, const uint8_t *b, int length);
#endif
