const SQRT_2PI_INVERSE = 0.3989422804014327;

/** Nearly √32: beyond it the tail's series in 1/z² is used. */
const FAR = 5.656854249492381;

/**
 * Probability that a standard normal variable is at most `z`; from 0 to 1, NaN for NaN. Relative error below 2e-15, in the
 * lower tail too, down to the smallest number that is not denormal (z ≈ −37.5); for the upper tail call it with −z.
 *
 * *Source*: Cody (1993), "Algorithm 715: SPECFUN", ACM TOMS 19(1), function ANORM; rational approximations of Cody (1969).
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  if (size <= 0.67448975) return 0.5 + centralPart(z);
  // Also the way of NaN: neither comparison holds, and the tail carries it on.
  const tail = size <= FAR ? middleTail(size) : farTail(size);
  return z > 0 ? 1 - tail : tail;
}

function centralPart(z: number): number {
  const s = z * z;
  const above =
    (((0.06568233791820745 * s + 2.2352520354606837) * s + 161.02823106855587) * s + 1067.6894854603709) * s +
    18154.98125334356;
  const below = (((s + 47.202581904688245) * s + 976.0985517377767) * s + 10260.932208618979) * s + 45507.78933502673;
  return (z * above) / below;
}

function middleTail(y: number): number {
  let above = 1.0765576773720192e-8 * y + 0.39894151208813466;
  above = above * y + 8.883149794388377;
  above = above * y + 93.50665613217785;
  above = above * y + 597.2702763948002;
  above = above * y + 2494.5375852903726;
  above = above * y + 6848.190450536283;
  above = above * y + 11602.65143764735;
  above = above * y + 9842.714838383978;
  let below = y + 22.266688044328117;
  below = below * y + 235.387901782625;
  below = below * y + 1519.3775994075547;
  below = below * y + 6485.558298266761;
  below = below * y + 18615.571640885097;
  below = below * y + 34900.95272114598;
  below = below * y + 38912.00328609327;
  below = below * y + 19685.429676859992;
  return gaussian(y) * (above / below);
}

function farTail(y: number): number {
  if (y === Number.POSITIVE_INFINITY) return 0;
  const s = 1 / (y * y);
  let above = 0.023073441764940174 * s + 0.215898534057957;
  above = above * s + 0.12740116116024736;
  above = above * s + 0.022235277870649807;
  above = above * s + 0.0014216191932278934;
  above = above * s + 2.9112874951168793e-5;
  let below = s + 1.284260096144911;
  below = below * s + 0.4682382124808651;
  below = below * s + 0.06598813786892856;
  below = below * s + 0.0037823963320275824;
  below = below * s + 7.297515550839662e-5;
  const correction = (s * above) / below;
  return (gaussian(y) * (SQRT_2PI_INVERSE - correction)) / y;
}

/** exp(−y²/2), the square taken in two parts: rounded whole, it would cost the tail four digits. */
function gaussian(y: number): number {
  const coarse = Math.trunc(y * 16) / 16;
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-(y - coarse) * (y + coarse) * 0.5);
}
