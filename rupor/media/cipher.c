/* Session keys and the two primitives of SRTP (RFC 3711, 4.1.1, 4.2.1, 4.3). */
#include "cipher.h"
#include <arpa/inet.h>
#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#define BLOCK_BYTES 64

static struct {
    void *(*EVP_CIPHER_fetch)(void *, const char *, const char *);
    void *(*EVP_MD_fetch)(void *, const char *, const char *);
    void *(*EVP_CIPHER_CTX_new)(void);
    void (*EVP_CIPHER_CTX_free)(void *);
    int (*EVP_EncryptInit_ex)(void *, const void *, void *, const uint8_t *, const uint8_t *);
    int (*EVP_EncryptUpdate)(void *, uint8_t *, int *, const uint8_t *, int);
    void *(*EVP_MD_CTX_new)(void);
    void (*EVP_MD_CTX_free)(void *);
    int (*EVP_DigestInit_ex)(void *, const void *, void *);
    int (*EVP_DigestUpdate)(void *, const void *, size_t);
    int (*EVP_DigestFinal_ex)(void *, uint8_t *, unsigned *);
    int (*EVP_MD_CTX_copy_ex)(void *, const void *);
} ssl;
static void *aes_128_ctr, *sha1;
static const char *missing = "not loaded";

static const struct {
    const char *name;
    void *place;
} wanted[] = {
    {"EVP_CIPHER_fetch", &ssl.EVP_CIPHER_fetch},     {"EVP_MD_fetch", &ssl.EVP_MD_fetch},
    {"EVP_CIPHER_CTX_new", &ssl.EVP_CIPHER_CTX_new}, {"EVP_CIPHER_CTX_free", &ssl.EVP_CIPHER_CTX_free},
    {"EVP_EncryptInit_ex", &ssl.EVP_EncryptInit_ex}, {"EVP_EncryptUpdate", &ssl.EVP_EncryptUpdate},
    {"EVP_MD_CTX_new", &ssl.EVP_MD_CTX_new},         {"EVP_MD_CTX_free", &ssl.EVP_MD_CTX_free},
    {"EVP_DigestInit_ex", &ssl.EVP_DigestInit_ex},   {"EVP_DigestUpdate", &ssl.EVP_DigestUpdate},
    {"EVP_DigestFinal_ex", &ssl.EVP_DigestFinal_ex}, {"EVP_MD_CTX_copy_ex", &ssl.EVP_MD_CTX_copy_ex},
};

static void load(void)
{
    void *library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    missing = "libcrypto.so.3 is not installed";
    if (!library)
        return;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        void *found = dlsym(library, wanted[i].name);
        missing = wanted[i].name;
        if (!found)
            return;
        memcpy(wanted[i].place, &found, sizeof found);
    }
    aes_128_ctr = ssl.EVP_CIPHER_fetch(NULL, "AES-128-CTR", NULL);
    sha1 = ssl.EVP_MD_fetch(NULL, "SHA1", NULL);
    missing = aes_128_ctr && sha1 ? NULL : "AES-128-CTR or SHA1 is switched off in libcrypto";
}

const char *cipher_library(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return missing;
}

/* Bytes of the key stream that the master key and salt give for a label, 4.3.3. */
static bool derive(void *aes, const uint8_t *master, int label, uint8_t *key, int length)
{
    static const uint8_t zeros[DIGEST_BYTES];
    uint8_t counter[16] = {0};
    int made;
    memcpy(counter, master + KEY_BYTES, SALT_BYTES);
    counter[7] ^= (uint8_t)label;
    return ssl.EVP_EncryptInit_ex(aes, NULL, NULL, master, counter) && ssl.EVP_EncryptUpdate(aes, key, &made, zeros, length);
}

static bool eat_padded_key(void *context, const uint8_t *key, uint8_t pad)
{
    uint8_t block[BLOCK_BYTES];
    for (int i = 0; i < BLOCK_BYTES; i++)
        block[i] = (uint8_t)((i < DIGEST_BYTES ? key[i] : 0) ^ pad);
    return ssl.EVP_DigestInit_ex(context, sha1, NULL) && ssl.EVP_DigestUpdate(context, block, sizeof block);
}

/* `label`: 0 for RTP, 3 for RTCP; the keys to encrypt, to sign and the salt follow one another. */
bool cipher_prepare(cipher *c, const uint8_t *master, int label)
{
    uint8_t key[KEY_BYTES], sign[DIGEST_BYTES];
    if (cipher_library())
        return false;
    c->aes = ssl.EVP_CIPHER_CTX_new();
    c->inner = ssl.EVP_MD_CTX_new();
    c->outer = ssl.EVP_MD_CTX_new();
    c->work = ssl.EVP_MD_CTX_new();
    bool ready = c->aes && c->inner && c->outer && c->work
        && ssl.EVP_EncryptInit_ex(c->aes, aes_128_ctr, NULL, NULL, NULL)
        && derive(c->aes, master, label, key, KEY_BYTES) && derive(c->aes, master, label + 1, sign, DIGEST_BYTES)
        && derive(c->aes, master, label + 2, c->salt, SALT_BYTES) && eat_padded_key(c->inner, sign, 0x36)
        && eat_padded_key(c->outer, sign, 0x5C) && ssl.EVP_EncryptInit_ex(c->aes, NULL, NULL, key, NULL);
    explicit_bzero(key, sizeof key);
    explicit_bzero(sign, sizeof sign);
    return ready;
}

void cipher_clear(cipher *c)
{
    if (cipher_library())
        return;
    ssl.EVP_CIPHER_CTX_free(c->aes);
    ssl.EVP_MD_CTX_free(c->inner);
    ssl.EVP_MD_CTX_free(c->outer);
    ssl.EVP_MD_CTX_free(c->work);
    explicit_bzero(c, sizeof *c);
}

/* The counter of 4.1.1: salt, source and packet index, each at its place; encrypting and decrypting are the same. */
bool cipher_crypt(cipher *c, uint32_t ssrc, uint64_t index, const uint8_t *from, uint8_t *to, int length)
{
    uint8_t counter[16] = {0};
    int made;
    memcpy(counter, c->salt, SALT_BYTES);
    for (int i = 0; i < 4; i++)
        counter[4 + i] ^= (uint8_t)(ssrc >> (24 - 8 * i));
    for (int i = 0; i < 6; i++)
        counter[8 + i] ^= (uint8_t)(index >> (40 - 8 * i));
    return ssl.EVP_EncryptInit_ex(c->aes, NULL, NULL, NULL, counter) && ssl.EVP_EncryptUpdate(c->aes, to, &made, from, length);
}

bool cipher_sign(cipher *c, const uint8_t *bytes, int length, uint32_t trailer, uint8_t *digest)
{
    trailer = htonl(trailer);
    return ssl.EVP_MD_CTX_copy_ex(c->work, c->inner) && ssl.EVP_DigestUpdate(c->work, bytes, (size_t)length)
        && ssl.EVP_DigestUpdate(c->work, &trailer, sizeof trailer) && ssl.EVP_DigestFinal_ex(c->work, digest, NULL)
        && ssl.EVP_MD_CTX_copy_ex(c->work, c->outer) && ssl.EVP_DigestUpdate(c->work, digest, DIGEST_BYTES)
        && ssl.EVP_DigestFinal_ex(c->work, digest, NULL);
}

/* In a time that does not tell where they differ. */
bool cipher_same(const uint8_t *a, const uint8_t *b, int length)
{
    uint8_t different = 0;
    for (int i = 0; i < length; i++)
        different |= a[i] ^ b[i];
    return !different;
}
