/*
 * The bounds of the benchmark: the workloads of docs/benchmarks.md as tight C kernels, one thread.
 * A small program that the bench script builds and keeps running: it makes its own data (the same bits as bench/data.ts),
 * reads the name of a kernel per line, runs it once, and prints nanoseconds and the figures it reached. With the argument
 * "cpu" it counts time of the processor instead of time that passes.
 * Build: cc -O3 -march=native -ffp-contract=off -fopenmp-simd bound.c -lm
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint32_t state;
static inline uint32_t next_u32(void) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}
static inline double uniform(void) { return next_u32() / 4294967296.0; }
static inline double normal12(void) {
  double s = 0;
  for (int i = 0; i < 12; i++) s += uniform();
  return s - 6;
}

/* High and low may be left out. */
static void make_bars(int n, uint32_t seed, double mu, double sigma, double *o, double *h, double *l, double *c) {
  state = seed;
  double p = 100;
  for (int i = 0; i < n; i++) {
    double first = p;
    p *= 1 + mu + sigma * normal12();
    o[i] = first;
    c[i] = p;
    double up = uniform(), down = uniform();
    if (h) h[i] = (first > p ? first : p) * (1 + up * sigma * 0.5);
    if (l) l[i] = (first < p ? first : p) * (1 - down * sigma * 0.5);
  }
}

static clockid_t timer = CLOCK_MONOTONIC;
static double now_ns(void) {
  struct timespec t;
  clock_gettime(timer, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static void *doubles(size_t n) {
  void *p = aligned_alloc(64, ((n * sizeof(double) + 63) / 64) * 64);
  memset(p, 0, n * sizeof(double));
  return p;
}

/* ---- W1: one series of a million bars ------------------------------------------------------------------------------ */
enum { N1 = 1000000 };
static double *o1, *c1, *equity;
static uint8_t *enter_flags, *exit_flags;
static double *t_entry_price, *t_exit_price, *t_size, *t_pnl, *t_return;
static int32_t *t_entry, *t_exit;

/* What a run of a million bars leaves behind. */
static void make_columns(void) {
  if (equity) return;
  equity = doubles(N1);
  t_entry_price = doubles(N1 / 2), t_exit_price = doubles(N1 / 2), t_size = doubles(N1 / 2);
  t_pnl = doubles(N1 / 2), t_return = doubles(N1 / 2);
  t_entry = calloc(N1 / 2, 4), t_exit = calloc(N1 / 2, 4);
}

typedef struct {
  double previous, peak, worst, s1, s2;
} Stats;

/* One held stretch [a, b], valued size * close. Drawdown looks closely only at blocks that could deepen it. */
static inline void held_segment(Stats *st, double size, int a, int b) {
  const double *c = c1;
  double e0 = size * c[a], r0 = e0 / st->previous - 1;
  equity[a] = e0;
  double s1 = st->s1 + r0, s2 = st->s2 + r0 * r0;
  double peak = st->peak, worst = st->worst;
  if (e0 > peak) peak = e0;
  else if (e0 < worst * peak) worst = e0 / peak;
  int i = a + 1;
  while (i <= b) {
    int end = i + 256 <= b + 1 ? i + 256 : b + 1;
    double hi = 0, lo = INFINITY, q1 = 0, q2 = 0;
#pragma omp simd reduction(max : hi) reduction(min : lo) reduction(+ : q1, q2)
    for (int k = i; k < end; k++) {
      double e = size * c[k];
      double r = c[k] / c[k - 1] - 1;
      equity[k] = e;
      q1 += r;
      q2 += r * r;
      hi = e > hi ? e : hi;
      lo = e < lo ? e : lo;
    }
    s1 += q1;
    s2 += q2;
    double top = hi > peak ? hi : peak;
    if (lo < worst * top) {
      for (int k = i; k < end; k++) {
        double e = size * c[k];
        if (e > peak) peak = e;
        else if (e < worst * peak) worst = e / peak;
      }
    } else peak = top;
    i = end;
  }
  st->previous = size * c[b];
  st->peak = peak;
  st->worst = worst;
  st->s1 = s1;
  st->s2 = s2;
}

static inline void flat_segment(Stats *st, double cash, int a, int b) {
  double r = cash / st->previous - 1;
  st->s1 += r;
  st->s2 += r * r;
  st->previous = cash;
  if (cash > st->peak) st->peak = cash;
  else if (cash < st->worst * st->peak) st->worst = cash / st->peak;
  for (int k = a; k <= b; k++) equity[k] = cash;
}

static void report(double ns, int trades, double ret, double sharpe, double dd) {
  printf("{\"ns\":%.0f,\"figures\":[%d,%.17g,%.17g,%.17g]}\n", ns, trades, ret, sharpe, dd);
  fflush(stdout);
}

static void w1_sparse(double fee, double slip) {
  double start = now_ns();
  Stats st = {1e5, 1e5, 1, 0, 0};
  double cash = 1e5, size = 0;
  int trades = 0, from = 0;
  for (;;) {
    const uint8_t *flags = size == 0 ? enter_flags : exit_flags;
    const uint8_t *hit = from < N1 ? memchr(flags + from, 1, N1 - from) : NULL;
    int i = hit ? (int)(hit - flags) : N1;
    /* a fill on bar i happens at its close, before it is marked */
    if (i > from || !hit) {
      if (i - 1 >= from) {
        if (size == 0) flat_segment(&st, cash, from, i - 1);
        else held_segment(&st, size, from, i - 1);
      }
    }
    if (!hit) break;
    if (size == 0) {
      double px = c1[i] * (1 + slip);
      size = cash / (px * (1 + fee));
      t_entry[trades] = i;
      t_entry_price[trades] = px;
      t_size[trades] = size;
      t_pnl[trades] = cash;
      cash = 0;
    } else {
      double px = c1[i] * (1 - slip);
      cash = size * px * (1 - fee);
      t_exit[trades] = i;
      t_exit_price[trades] = px;
      t_return[trades] = cash / t_pnl[trades] - 1;
      t_pnl[trades] = cash - t_pnl[trades];
      size = 0;
      trades++;
    }
    from = i;
    /* the bar of the fill itself belongs to the segment that starts with it; the search goes on after it */
    if (i + 1 < N1) {
      const uint8_t *next = memchr((size == 0 ? enter_flags : exit_flags) + i + 1, 1, N1 - i - 1);
      int j = next ? (int)(next - (size == 0 ? enter_flags : exit_flags)) : N1;
      if (size == 0) flat_segment(&st, cash, i, j - 1);
      else held_segment(&st, size, i, j - 1);
      from = j;
    } else {
      if (size == 0) flat_segment(&st, cash, i, i);
      else held_segment(&st, size, i, i);
      from = N1;
    }
  }
  double m = st.s1 / N1, sd = sqrt((st.s2 - N1 * m * m) / (N1 - 1));
  report(now_ns() - start, trades, st.previous / 1e5 - 1, m / sd * sqrt(252), 1 - st.worst);
}

static void w1_dense(double fee, double slip) {
  double start = now_ns();
  const double *c = c1;
  double cash = 1e5, size = 0, previous = 1e5, peak = 1e5, worst = 1, s1 = 0, s2 = 0, paid = 0;
  int trades = 0;
  for (int i = 0; i < N1; i++) {
    double p = c[i];
    if (size == 0) {
      if (enter_flags[i]) {
        double px = p * (1 + slip);
        size = cash / (px * (1 + fee));
        paid = cash;
        t_entry[trades] = i;
        t_entry_price[trades] = px;
        t_size[trades] = size;
        cash = 0;
      }
    } else if (exit_flags[i]) {
      double px = p * (1 - slip);
      cash = size * px * (1 - fee);
      t_exit[trades] = i;
      t_exit_price[trades] = px;
      t_pnl[trades] = cash - paid;
      t_return[trades] = cash / paid - 1;
      trades++;
      size = 0;
    }
    double e = cash + size * p;
    double r = e / previous - 1;
    equity[i] = e;
    s1 += r;
    s2 += r * r;
    if (e > peak) peak = e;
    else if (e < worst * peak) worst = e / peak;
    previous = e;
  }
  double m = s1 / N1, sd = sqrt((s2 - N1 * m * m) / (N1 - 1));
  report(now_ns() - start, trades, previous / 1e5 - 1, m / sd * sqrt(252), 1 - worst);
}

/* The same orders at the next open, in whole shares, with the rest of the cash left over. */
static void w1_next_open(double fee, double slip) {
  double start = now_ns();
  double cash = 1e5, size = 0, previous = 1e5, peak = 1e5, worst = 1, s1 = 0, s2 = 0, paid = 0;
  int trades = 0, i = 0, wanted = 0; /* 1 a purchase waits for this open, -1 a sale */
  while (i < N1) {
    if (size == 0 && wanted == 0) {
      /* flat: nothing moves until the bar after the next entry */
      const uint8_t *hit = memchr(enter_flags + i, 1, N1 - i);
      int end = hit ? (int)(hit - enter_flags) : N1 - 1;
      for (; i <= end; i++) equity[i] = cash;
      wanted = 1;
      continue;
    }
    if (wanted > 0) {
      double px = o1[i] * (1 + slip), unit = px * (1 + fee);
      size = floor(cash / unit + 1e-9);
      paid = size * unit;
      cash -= paid;
      t_entry[trades] = i;
      t_entry_price[trades] = px;
      t_size[trades] = size;
    } else if (wanted < 0) {
      double px = o1[i] * (1 - slip), got = size * px * (1 - fee);
      cash += got;
      t_exit[trades] = i;
      t_exit_price[trades] = px;
      t_pnl[trades] = got - paid;
      t_return[trades] = got / paid - 1;
      trades++;
      size = 0;
    }
    double e = cash + size * c1[i], r = e / previous - 1;
    equity[i] = e;
    s1 += r;
    s2 += r * r;
    if (e > peak) peak = e;
    else if (e < worst * peak) worst = e / peak;
    previous = e;
    wanted = size == 0 ? enter_flags[i] : -exit_flags[i];
    i++;
  }
  double m = s1 / N1, sd = sqrt((s2 - N1 * m * m) / (N1 - 1));
  report(now_ns() - start, trades, previous / 1e5 - 1, m / sd * sqrt(252), 1 - worst);
}

/* ---- W2: 14,950 crosses of two averages over 2,500 bars ------------------------------------------------------------- */
enum { N2 = 2500, FASTS = 100, LEVELS = 12 };
typedef unsigned __int128 Mask;
static double *o2, *c2, *sma[202], *sums, *squares;
typedef struct {
  double hi, lo, fall, pad;
} Aggregate;
static Aggregate *table; /* LEVELS x N2: the disjoint sparse table */
static double *sorted;   /* N2 x FASTS fast averages, ascending */
static Mask *above;      /* N2 x (FASTS + 1): the fasts of rank >= r */

static void prepare_w2(void) {
  o2 = doubles(N2);
  c2 = doubles(N2);
  make_bars(N2, 11, 0.0003, 0.012, o2, NULL, NULL, c2);
  double *prefix = doubles(N2 + 1);
  for (int i = 0; i < N2; i++) prefix[i + 1] = prefix[i] + c2[i];
  for (int w = 2; w <= 201; w++) {
    sma[w] = doubles(N2);
    for (int i = 0; i < N2; i++) sma[w][i] = i >= w - 1 ? (prefix[i + 1] - prefix[i + 1 - w]) / w : NAN;
  }
  sums = doubles(N2);
  squares = doubles(N2);
  for (int i = 1; i < N2; i++) {
    double r = c2[i] / c2[i - 1] - 1;
    sums[i] = sums[i - 1] + r;
    squares[i] = squares[i - 1] + r * r;
  }
  table = aligned_alloc(64, sizeof(Aggregate) * LEVELS * N2);
  for (int level = 0; level < LEVELS; level++) {
    int half = 1 << level;
    for (int mid = half; mid - half < N2; mid += 2 * half) {
      int end = mid < N2 ? mid : N2;
      Aggregate g = {0, INFINITY, 1, 0};
      for (int i = end - 1; i >= mid - half; i--) {
        if (c2[i] < g.lo) g.lo = c2[i];
        if (c2[i] > g.hi) g.hi = c2[i];
        if (g.lo / c2[i] < g.fall) g.fall = g.lo / c2[i];
        table[level * N2 + i] = g;
      }
      Aggregate h = {0, INFINITY, 1, 0};
      for (int i = mid; i < mid + half && i < N2; i++) {
        if (c2[i] > h.hi) h.hi = c2[i];
        if (c2[i] < h.lo) h.lo = c2[i];
        if (c2[i] / h.hi < h.fall) h.fall = c2[i] / h.hi;
        table[level * N2 + i] = h;
      }
    }
  }
  sorted = doubles(N2 * FASTS);
  above = aligned_alloc(64, sizeof(Mask) * N2 * (FASTS + 1) + 64);
  for (int i = 0; i < N2; i++) {
    int order[FASTS];
    for (int f = 0; f < FASTS; f++) {
      double v = sma[f + 2][i];
      if (isnan(v)) v = -INFINITY;
      int k = f;
      while (k > 0 && sorted[i * FASTS + k - 1] > v) {
        sorted[i * FASTS + k] = sorted[i * FASTS + k - 1];
        order[k] = order[k - 1];
        k--;
      }
      sorted[i * FASTS + k] = v;
      order[k] = f;
    }
    Mask m = 0;
    above[i * (FASTS + 1) + FASTS] = 0;
    for (int k = FASTS - 1; k >= 0; k--) {
      m |= (Mask)1 << order[k];
      above[i * (FASTS + 1) + k] = m;
    }
  }
}

typedef struct {
  double cash, size, peak, worst, s1, s2;
  int entry, entries;
} Run;

static inline void close_segment(Run *r, int a, int b, double entry_return) {
  double size = r->size, hi, lo, fall;
  if (a == b) {
    hi = lo = c2[a];
    fall = 1;
  } else {
    int level = 31 - __builtin_clz((unsigned)(a ^ b));
    Aggregate x = table[level * N2 + a], y = table[level * N2 + b];
    hi = x.hi > y.hi ? x.hi : y.hi;
    lo = x.lo < y.lo ? x.lo : y.lo;
    fall = x.fall < y.fall ? x.fall : y.fall;
    if (y.lo < fall * x.hi) fall = y.lo / x.hi;
  }
  r->s1 += entry_return + (sums[b] - sums[a]);
  r->s2 += entry_return * entry_return + (squares[b] - squares[a]);
  double worst = r->worst;
  if (lo * size < worst * r->peak) worst = lo * size / r->peak;
  if (fall < worst) worst = fall;
  if (hi * size > r->peak) r->peak = hi * size;
  r->worst = worst;
}

static void w2_grid(void) {
  const double fee = 0.001, slip = 0.0005;
  const double buy = 1 / ((1 + slip) * (1 + fee)), sell = (1 - slip) * (1 - fee), entry_return = buy - 1;
  double start = now_ns();
  long entries = 0;
  double total = 0, best = -INFINITY, best_return = 0, best_dd = 0;
  int best_entries = 0;
  static Run runs[FASTS];
  for (int s = 3; s <= 201; s++) {
    int count = s - 2 < FASTS ? s - 2 : FASTS; /* fast 2 .. min(101, s - 1) */
    Mask valid = count == 128 ? ~(Mask)0 : (((Mask)1 << count) - 1);
    for (int f = 0; f < count; f++) runs[f] = (Run){1, 0, 1, 1, 0, 0, 0, 0};
    Mask longs = 0;
    int rank = 0;
    const double *slow = sma[s];
    for (int i = s - 1; i < N2; i++) {
      const double *v = sorted + (size_t)i * FASTS;
      const Mask *up = above + (size_t)i * (FASTS + 1);
      double x = slow[i];
      while (rank < FASTS && v[rank] <= x) rank++; /* fasts at or below the slow average */
      while (rank > 0 && v[rank - 1] > x) rank--;
      Mask gt = up[rank] & valid;
      int low = rank;
      while (low > 0 && v[low - 1] == x) low--;
      Mask lt = ~up[low] & valid;
      Mask in = gt & ~longs, out = lt & longs;
      if (!(in | out)) continue;
      longs = (longs | in) & ~out;
      double p = c2[i];
      while (in) {
        uint64_t word = (uint64_t)in;
        int f = word ? __builtin_ctzll(word) : 64 + __builtin_ctzll((uint64_t)(in >> 64));
        in &= in - 1;
        Run *r = runs + f;
        r->size = r->cash * buy / p;
        r->entry = i;
        r->entries++;
      }
      while (out) {
        uint64_t word = (uint64_t)out;
        int f = word ? __builtin_ctzll(word) : 64 + __builtin_ctzll((uint64_t)(out >> 64));
        out &= out - 1;
        Run *r = runs + f;
        close_segment(r, r->entry, i - 1, entry_return);
        double cash = r->size * p * sell, back = cash / (r->size * c2[i - 1]) - 1;
        r->s1 += back;
        r->s2 += back * back;
        if (cash > r->peak) r->peak = cash;
        else if (cash < r->worst * r->peak) r->worst = cash / r->peak;
        r->cash = cash;
        r->size = 0;
      }
    }
    for (int f = 0; f < count; f++) {
      Run *r = runs + f;
      double end = r->cash;
      if (r->size > 0) {
        close_segment(r, r->entry, N2 - 1, entry_return);
        end = r->size * c2[N2 - 1];
      }
      double m = r->s1 / N2, sharpe = m / sqrt((r->s2 - N2 * m * m) / (N2 - 1)) * sqrt(252);
      entries += r->entries;
      total += sharpe;
      if (sharpe > best) {
        best = sharpe;
        best_return = end - 1;
        best_dd = 1 - r->worst;
        best_entries = r->entries;
      }
    }
  }
  double ns = now_ns() - start;
  printf("{\"ns\":%.0f,\"figures\":[%ld,%.17g,%.17g,%.17g,%.17g,%d]}\n", ns, entries, total, best_return, best, best_dd, best_entries);
  fflush(stdout);
}

/* ---- W3: an event loop with an order book: brackets on a million bars ------------------------------------------------ */
static double *o3, *h3, *l3, *c3;
enum { MARKET_BUY, MARKET_SELL, STOP_SELL, LIMIT_SELL };
typedef struct {
  int kind, alive, armed;
  double level, quantity, stop, target;
} Order;

static void w3(void) {
  const double fee = 1e-5, slip = 5e-6;
  double start = now_ns();
  double cash = 1e5, size = 0, previous = 1e5, peak = 1e5, worst = 1, s1 = 0, s2 = 0, paid = 0;
  double fast = 0, slow = 0, last_fast = NAN, last_slow = NAN;
  Order book[8];
  int count = 0, trips = 0;
  for (int i = 0; i < N1; i++) {
    double p = c3[i];
    /* 1 the orders that rest, oldest first */
    int n = count;
    for (int k = 0; k < n; k++) {
      Order *x = book + k;
      if (!x->alive || x->armed == i) continue;
      double px;
      if (x->kind == MARKET_BUY) {
        px = o3[i] * (1 + slip);
        cash -= x->quantity * px * (1 + fee);
        paid = x->quantity * px * (1 + fee);
        size = x->quantity;
        t_entry[trips] = i;
        t_entry_price[trips] = px;
        t_size[trips] = size;
        x->alive = 0;
        book[count++] = (Order){STOP_SELL, 1, i, x->stop, size, 0, 0};
        book[count++] = (Order){LIMIT_SELL, 1, i, x->target, size, 0, 0};
        continue;
      }
      if (x->kind == MARKET_SELL) px = o3[i];
      else if (x->kind == STOP_SELL) {
        if (l3[i] > x->level) continue;
        px = o3[i] < x->level ? o3[i] : x->level;
      } else {
        if (h3[i] < x->level) continue;
        px = o3[i] > x->level ? o3[i] : x->level;
      }
      px *= 1 - slip;
      double got = size * px * (1 - fee);
      cash += got;
      t_exit[trips] = i;
      t_exit_price[trips] = px;
      t_pnl[trips] = got - paid;
      t_return[trips] = got / paid - 1;
      size = 0;
      trips++;
      for (int j = 0; j < count; j++) book[j].alive = 0;
    }
    int kept = 0;
    for (int k = 0; k < count; k++)
      if (book[k].alive) book[kept++] = book[k];
    count = kept;
    /* 2 the close */
    double e = cash + size * p;
    double r = e / previous - 1;
    equity[i] = e;
    s1 += r;
    s2 += r * r;
    if (e > peak) peak = e;
    else if (e < worst * peak) worst = e / peak;
    previous = e;
    /* 3 the strategy */
    fast += p;
    slow += p;
    if (i >= 10) fast -= c3[i - 10];
    if (i >= 30) slow -= c3[i - 30];
    if (i < 29) continue;
    double f = fast / 10, g = slow / 30;
    if (i > 29) {
      if (size == 0) {
        if (count == 0 && f > g && last_fast <= last_slow)
          book[count++] = (Order){MARKET_BUY, 1, i, 0, 0.95 * cash / p, p * 0.998, p * 1.003};
      } else if (f < g && last_fast >= last_slow) {
        count = 0;
        book[count++] = (Order){MARKET_SELL, 1, i, 0, size, 0, 0};
      }
    }
    last_fast = f;
    last_slow = g;
  }
  printf("{\"ns\":%.0f,\"figures\":[%d,%.17g,%.17g]}\n", now_ns() - start, trips, previous, 1 - worst);
  fflush(stdout);
}

/*
 * The same strategy by ivy's own rules: whole shares, stop and target from the open of the entry on, the stop first, a target
 * only where the price goes through it, slippage on market orders and stops alone.
 */
static void w3_next_open(void) {
  const double fee = 1e-5, slip = 5e-6;
  double start = now_ns();
  double cash = 1e5, size = 0, previous = 1e5, peak = 1e5, worst = 1, s1 = 0, s2 = 0, paid = 0;
  double fast = 0, slow = 0, last_fast = NAN, last_slow = NAN, quantity = 0, stop = 0, target = 0;
  int trips = 0, wanted = 0;
  for (int i = 0; i < N1; i++) {
    double p = c3[i], out = 0;
    if (wanted > 0) {
      double px = o3[i] * (1 + slip);
      paid = quantity * px * (1 + fee);
      cash -= paid;
      size = quantity;
      t_entry[trips] = i;
      t_entry_price[trips] = px;
      t_size[trips] = size;
    }
    if (size > 0) {
      if (wanted < 0 || o3[i] <= stop) out = o3[i] * (1 - slip);
      else if (o3[i] > target) out = o3[i];
      else if (l3[i] <= stop) out = stop * (1 - slip);
      else if (h3[i] > target) out = target;
    }
    wanted = 0;
    if (out > 0) {
      double got = size * out * (1 - fee);
      cash += got;
      t_exit[trips] = i;
      t_exit_price[trips] = out;
      t_pnl[trips] = got - paid;
      t_return[trips] = got / paid - 1;
      size = 0;
      trips++;
    }
    double e = cash + size * p, r = e / previous - 1;
    equity[i] = e;
    s1 += r;
    s2 += r * r;
    if (e > peak) peak = e;
    else if (e < worst * peak) worst = e / peak;
    previous = e;
    fast += p;
    slow += p;
    if (i >= 10) fast -= c3[i - 10];
    if (i >= 30) slow -= c3[i - 30];
    if (i < 29) continue;
    double f = fast / 10, g = slow / 30;
    if (i > 29) {
      if (size == 0) {
        if (f > g && last_fast <= last_slow) {
          quantity = floor(0.95 * cash / p + 1e-9);
          stop = p * 0.998;
          target = p * 1.003;
          wanted = 1;
        }
      } else if (f < g && last_fast >= last_slow) wanted = -1;
    }
    last_fast = f;
    last_slow = g;
  }
  printf("{\"ns\":%.0f,\"figures\":[%d,%.17g,%.17g]}\n", now_ns() - start, trips, previous, 1 - worst);
  fflush(stdout);
}

/* ---- W4: 500 assets x 2,520 days, target weights every so many days, prices with holes ------------------------------ */
enum { M4 = 500, N4 = 2520 };
static double *px4, *raw4; /* prices day-major, NaN where an asset does not trade; sizes of the assets */

static void prepare_w4(void) {
  double *market = doubles(N4), *panel = doubles((size_t)M4 * N4);
  state = 5;
  for (int t = 0; t < N4; t++) market[t] = 0.0002 + 0.008 * normal12();
  for (int a = 0; a < M4; a++) {
    double *row = panel + (size_t)a * N4;
    state = 5u * 7919u + (uint32_t)a * 104729u + 13u;
    double beta = 0.5 + uniform();
    if (a % 4 == 3) {
      double spread = 0;
      for (int t = 0; t < N4; t++) {
        spread = 0.95 * spread + 0.5 * normal12();
        row[t] = 20 + 0.8 * row[t - N4] + spread;
      }
    } else {
      double p = 50 + 100 * uniform();
      for (int t = 0; t < N4; t++) {
        p *= 1 + beta * market[t] + 0.012 * normal12();
        row[t] = p;
      }
    }
  }
  px4 = doubles((size_t)M4 * N4);
  raw4 = doubles(M4);
  state = 99;
  for (int a = 0; a < M4; a++) {
    raw4[a] = 0.5 + uniform();
    for (int t = 0; t < N4; t++) {
      int hole = uniform() < 0.02 || (a % 10 == 9 && t < 500);
      px4[(size_t)t * M4 + a] = hole ? NAN : panel[(size_t)a * N4 + t];
    }
  }
  free(panel);
  free(market);
}

static void w4(int every) {
  static double last[M4], units[M4];
  const double fee = 0.001, slip = 0.0005;
  memset(last, 0, sizeof last);
  memset(units, 0, sizeof units);
  double cash = 1e6;
  long trades = 0;
  double start = now_ns(), value = 0;
  for (int t = 0; t < N4; t++) {
    const double *px = px4 + (size_t)t * M4;
    double held = 0;
    for (int a = 0; a < M4; a++) {
      if (px[a] == px[a]) last[a] = px[a];
      held += units[a] * last[a];
    }
    value = cash + held;
    if (t % every != 0) continue;
    double stuck = 0, sum = 0;
    for (int a = 0; a < M4; a++) {
      if (px[a] == px[a]) sum += raw4[a];
      else stuck += units[a] * last[a];
    }
    double k = (value - stuck) / sum;
    for (int a = 0; a < M4; a++) {
      double p = px[a];
      if (p != p) continue;
      double d = raw4[a] * k - units[a] * p;
      if (d == 0) continue;
      trades++;
      units[a] += d / p;
      if (d > 0) cash -= d * (1 + slip) * (1 + fee);
      else cash -= d * (1 - slip) * (1 - fee);
    }
  }
  value = cash;
  for (int a = 0; a < M4; a++) value += units[a] * last[a];
  double ns = now_ns() - start;
  printf("{\"ns\":%.0f,\"figures\":[%.17g,%ld]}\n", ns, value, trades);
  fflush(stdout);
}

int main(int count, char **arguments) {
  if (count > 1 && strcmp(arguments[1], "cpu") == 0) timer = CLOCK_PROCESS_CPUTIME_ID;
  char line[64];
  int ready1 = 0, ready2 = 0, ready3 = 0, ready4 = 0, dense = -1;
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    if (strncmp(line, "W1", 2) == 0) {
      if (!ready1) {
        o1 = doubles(N1);
        c1 = doubles(N1);
        make_bars(N1, 1, 0, 0.0005, o1, NULL, NULL, c1);
        enter_flags = calloc(N1, 1);
        exit_flags = calloc(N1, 1);
        make_columns();
        ready1 = 1;
      }
      int want = strstr(line, "dense") != NULL;
      if (dense != want) {
        dense = want;
        memset(enter_flags, 0, N1);
        memset(exit_flags, 0, N1);
        if (dense)
          for (int i = 0; i < N1; i++) (i % 2 == 0 ? enter_flags : exit_flags)[i] = 1;
        else {
          state = 7;
          for (int b = 0; b < 1400; b++) (b % 2 == 0 ? enter_flags : exit_flags)[b * 714 + next_u32() % 714] = 1;
        }
      }
      if (strncmp(line, "W1-ivy", 6) == 0) w1_next_open(dense ? 1e-8 : 0.001, dense ? 5e-9 : 0.0005);
      else if (dense) w1_dense(1e-8, 5e-9);
      else w1_sparse(0.001, 0.0005);
    } else if (strcmp(line, "W2") == 0) {
      if (!ready2) {
        prepare_w2();
        ready2 = 1;
      }
      w2_grid();
    } else if (strncmp(line, "W3", 2) == 0) {
      if (!ready3) {
        o3 = doubles(N1), h3 = doubles(N1), l3 = doubles(N1), c3 = doubles(N1);
        make_bars(N1, 1, 0, 0.0005, o3, h3, l3, c3);
        make_columns();
        ready3 = 1;
      }
      if (strcmp(line, "W3-ivy") == 0) w3_next_open();
      else w3();
    } else if (strncmp(line, "W4", 2) == 0) {
      if (!ready4) {
        prepare_w4();
        ready4 = 1;
      }
      w4(strcmp(line, "W4 daily") == 0 ? 1 : 21);
    } else {
      printf("{\"error\":\"no kernel of that name\"}\n");
      fflush(stdout);
    }
  }
  return 0;
}
