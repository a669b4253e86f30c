/* Ears: when the far side begins and stops to speak, by the energy of frames over a floor that follows the line's noise;
   and digits pressed as tones, where asked. Costs a table look-up per sample; Goertzel only where it may be a digit. */
#include "core.h"
#include <math.h>

/* Energies are mean squares of samples divided by 8: full scale is 16.7 million, 100 is -52 dB. */
#define FLOOR_LEAST 20.0f
#define OVER_FLOOR 8.0f
#define SPEECH_LEAST 1000.0f
#define SPEECH_SURE 60000.0f
#define START_MS 60
#define STOP_MS 300
#define TONE_LEAST 4000.0f

static void tell(stream *s, int kind, int64_t at_ns)
{
    event heard = {.kind = kind, .stream = s->id};
    heard.seconds = at_ns > s->connected_ns ? (double)(at_ns - s->connected_ns) / 1e9 : 0;
    events_push(&s->owner->events, heard);
}

static float mean_energy(enum law law, const uint8_t *audio, int length)
{
    uint64_t sum = 0;
    for (int i = 0; i < length; i++)
        sum += law_energy[law][audio[i]];
    return (float)sum / (float)length;
}

static float threshold(const voice *v)
{
    float level = v->floor * OVER_FLOOR;
    return level < SPEECH_LEAST ? SPEECH_LEAST : level > SPEECH_SURE ? SPEECH_SURE : level;
}

static void follow_floor(voice *v, float energy, int ms)
{
    if (energy < v->floor)
        v->floor += (energy - v->floor) * 0.3f;
    else
        v->floor *= 1.0f + 0.0001f * (float)ms;
    if (v->floor < FLOOR_LEAST)
        v->floor = FLOOR_LEAST;
}

static void hear(stream *s, bool voiced, int ms, int64_t now)
{
    voice *v = &s->in.voice;
    if (voiced) {
        if (v->score_ms <= 0)
            v->began_ns = now - ms * 1000000LL;
        v->score_ms = v->score_ms + ms > 200 ? 200 : v->score_ms + ms;
        v->voiced_ns = now;
        v->quiet_ms = 0;
    } else {
        v->score_ms = v->score_ms > ms ? v->score_ms - ms : 0;
        v->quiet_ms += ms;
    }
    if (!v->speaking && v->score_ms >= START_MS) {
        v->speaking = true;
        tell(s, SPEECH_STARTED, v->began_ns);
    } else if (v->speaking && v->quiet_ms >= STOP_MS) {
        v->speaking = false;
        v->score_ms = 0;
        tell(s, SPEECH_STOPPED, v->voiced_ns);
    }
}

static const char PAD[] = "123A456B789C*0#D";
static const float TURN[8] = {697, 770, 852, 941, 1209, 1336, 1477, 1633};

/* The key whose two tones carry nearly all of the frame's energy, or 0. */
static int key_of(const float *samples)
{
    float power[8], total = 0;
    static float coefficients[8];
    if (coefficients[0] == 0)
        for (int k = 0; k < 8; k++)
            coefficients[7 - k] = 2 * cosf(2 * (float)M_PI * TURN[7 - k] / 8000);
    for (int i = 0; i < FRAME; i++)
        total += samples[i] * samples[i];
    if (total < TONE_LEAST * FRAME)
        return 0;
    for (int k = 0; k < 8; k++) {
        float c = coefficients[k], now = 0, before = 0;
        for (int i = 0; i < FRAME; i++) {
            float next = samples[i] + c * now - before;
            before = now;
            now = next;
        }
        power[k] = (now * now + before * before - c * now * before) * 2 / FRAME;
    }
    int row = 0, column = 4;
    for (int k = 1; k < 4; k++) {
        row = power[k] > power[row] ? k : row;
        column = power[4 + k] > power[column] ? 4 + k : column;
    }
    for (int k = 0; k < 8; k++)
        if (k != row && k != column && power[k] * 6 > power[k < 4 ? row : column])
            return 0;
    bool twisted = power[row] > power[column] * 6.3f || power[column] > power[row] * 6.3f;
    return twisted || power[row] + power[column] < 0.75f * total ? 0 : PAD[row * 4 + column - 4];
}

static void hear_tones(stream *s, int key)
{
    tones *t = &s->in.tones;
    if (key && key == t->candidate) {
        t->hits++;
        t->misses = 0;
        t->duration_ms += 20;
        t->down = t->down || t->hits >= 2;
        return;
    }
    if (t->down && ++t->misses < 2)
        return;
    if (t->down)
        digit_tell(s, t->candidate, t->duration_ms);
    t->down = false;
    t->candidate = key;
    t->hits = key ? 1 : 0;
    t->misses = 0;
    t->duration_ms = key ? 20 : 0;
}

static void collect_tones(stream *s, enum law law, const uint8_t *audio, int length)
{
    tones *t = &s->in.tones;
    for (int i = 0; i < length; i++) {
        t->samples[t->count++] = (float)law_linear[law][audio[i]] / 8;
        if (t->count == FRAME) {
            t->count = 0;
            hear_tones(s, key_of(t->samples));
        }
    }
}

void listen_audio(stream *s, enum law law, const uint8_t *audio, int length, int64_t now)
{
    voice *v = &s->in.voice;
    float energy = mean_energy(law, audio, length);
    bool voiced = energy > threshold(v);
    follow_floor(v, energy, length / 8);
    hear(s, voiced, length / 8, now);
    /* Who sends events as well as tones would be heard twice: after the first event only events count. */
    if (s->inband && !s->in.digit.known)
        collect_tones(s, law, audio, length);
}

void listen_gap(stream *s, int64_t now)
{
    hear(s, false, 20, now);
    if (s->inband)
        hear_tones(s, 0);
}
