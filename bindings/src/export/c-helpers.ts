// What is computed, as functions of plain C99: those that a model needs are written into its header.

const each = (name: string, body: string): string =>
  `static inline void NAME_${name}(float *x, size_t n) {
  for (size_t i = 0; i < n; ++i) x[i] = ${body};
}
`;
const window = "int kh, int kw, int sh, int sw, int dh, int dw, int top, int left";
const sides = "int h, int w, int c, int oh, int ow, int oc";

/** What steps are calls of. NAME stands for the model's. */
export const helpers = {
  add: `static inline void NAME_add(const float *from, size_t n, float *to) {
  for (size_t i = 0; i < n; ++i) to[i] += from[i];
}
`,
  dense: `static inline void NAME_dense(const float *x, size_t n, size_t m, const float *kernel, const float *bias, float *y) {
  for (size_t j = 0; j < m; ++j) y[j] = bias ? bias[j] : 0.0f;
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < m; ++j) y[j] += x[i] * kernel[i * m + j];
}
`,
  conv: `static inline void NAME_conv(const float *x, ${sides}, ${window}, const float *kernel, const float *bias, float *y) {
  for (int row = 0; row < oh; ++row)
    for (int column = 0; column < ow; ++column, y += oc) {
      for (int o = 0; o < oc; ++o) y[o] = bias ? bias[o] : 0.0f;
      for (int i = 0; i < kh; ++i)
        for (int j = 0; j < kw; ++j) {
          const int r = row * sh + i * dh - top, s = column * sw + j * dw - left;
          if (r < 0 || r >= h || s < 0 || s >= w) continue;
          for (int k = 0; k < c; ++k) {
            const float value = x[(r * w + s) * c + k];
            const float *taps = kernel + (size_t)((i * kw + j) * c + k) * (size_t)oc;
            for (int o = 0; o < oc; ++o) y[o] += value * taps[o];
          }
        }
    }
}
`,
  transposed: `static inline void NAME_transposed(const float *x, ${sides}, ${window}, const float *kernel, const float *bias, float *y) {
  for (int i = 0; i < oh * ow; ++i)
    for (int o = 0; o < oc; ++o) y[i * oc + o] = bias ? bias[o] : 0.0f;
  for (int row = 0; row < h; ++row)
    for (int column = 0; column < w; ++column, x += c)
      for (int i = 0; i < kh; ++i)
        for (int j = 0; j < kw; ++j) {
          const int r = row * sh + i * dh - top, s = column * sw + j * dw - left;
          if (r < 0 || r >= oh || s < 0 || s >= ow) continue;
          for (int o = 0; o < oc; ++o) {
            const float *taps = kernel + (size_t)((i * kw + j) * oc + o) * (size_t)c;
            float sum = 0.0f;
            for (int k = 0; k < c; ++k) sum += x[k] * taps[k];
            y[(r * ow + s) * oc + o] += sum;
          }
        }
}
`,
  max_pool: pool("max_pool", "-INFINITY", "sum = fmaxf(sum, x[(r * w + s) * c + o])", "sum"),
  average_pool: pool("average_pool", "0.0f", "sum += x[(r * w + s) * c + o]", "sum / (float)count"),
  up_sample: `static inline void NAME_up_sample(const float *x, int w, int oh, int ow, int c, const float *rows, const float *columns, float *y) {
  for (int row = 0; row < oh; ++row)
    for (int column = 0; column < ow; ++column)
      for (int k = 0; k < c; ++k) {
        const int r0 = (int)rows[3 * row], r1 = (int)rows[3 * row + 1];
        const int s0 = (int)columns[3 * column], s1 = (int)columns[3 * column + 1];
        const float down = rows[3 * row + 2], right = columns[3 * column + 2];
        *y++ = (1.0f - down) * ((1.0f - right) * x[(r0 * w + s0) * c + k] + right * x[(r0 * w + s1) * c + k]) +
               down * ((1.0f - right) * x[(r1 * w + s0) * c + k] + right * x[(r1 * w + s1) * c + k]);
      }
}
`,
  affine: `static inline void NAME_affine(float *x, size_t n, size_t c, const float *scale, const float *shift) {
  for (size_t i = 0; i < n; ++i) x[i] = x[i] * scale[i % c] + shift[i % c];
}
`,
  layer_norm: `static inline void NAME_layer_norm(float *x, size_t n, size_t c, const float *gamma, const float *beta, float epsilon) {
  for (float *end = x + n; x < end; x += c) {
    float mean = 0.0f, variance = 0.0f;
    for (size_t k = 0; k < c; ++k) mean += x[k] / (float)c;
    for (size_t k = 0; k < c; ++k) variance += (x[k] - mean) * (x[k] - mean) / (float)c;
    for (size_t k = 0; k < c; ++k) x[k] = (x[k] - mean) / sqrtf(variance + epsilon) * gamma[k] + beta[k];
  }
}
`,
  softmax: `static inline void NAME_softmax(float *x, size_t n, size_t c) {
  for (float *end = x + n; x < end; x += c) {
    float most = x[0], sum = 0.0f;
    for (size_t k = 1; k < c; ++k) most = fmaxf(most, x[k]);
    for (size_t k = 0; k < c; ++k) sum += x[k] = expf(x[k] - most);
    for (size_t k = 0; k < c; ++k) x[k] /= sum;
  }
}
`,
  relu: each("relu", "fmaxf(x[i], 0.0f)"),
  leaky_relu: each("leaky_relu", "x[i] > 0.0f ? x[i] : 0.2f * x[i]"),
  elu: each("elu", "x[i] > 0.0f ? x[i] : expm1f(x[i])"),
  tanh: each("tanh", "tanhf(x[i])"),
  sigmoid: each("sigmoid", "1.0f / (1.0f + expf(-x[i]))"),
  gelu: each("gelu", "0.5f * x[i] * (1.0f + erff(x[i] * 0.70710678f))"),
  silu: each("silu", "x[i] / (1.0f + expf(-x[i]))"),
  selu: each("selu", "1.05070099f * (x[i] > 0.0f ? x[i] : 1.67326324f * expm1f(x[i]))"),
  softplus: each("softplus", "fmaxf(x[i], 0.0f) + log1pf(expf(-fabsf(x[i])))"),
};
/** What they are called. */
export type HelperName = keyof typeof helpers;

function pool(name: string, start: string, take: string, result: string): string {
  const isMean = result.includes("count");
  return `static inline void NAME_${name}(const float *x, ${sides}, ${window}, float *y) {
  for (int row = 0; row < oh; ++row)
    for (int column = 0; column < ow; ++column)
      for (int o = 0; o < oc; ++o) {
        float sum = ${start};
${isMean ? "        int count = 0;\n" : ""}        for (int i = 0; i < kh; ++i)
          for (int j = 0; j < kw; ++j) {
            const int r = row * sh + i * dh - top, s = column * sw + j * dw - left;
            if (r < 0 || r >= h || s < 0 || s >= w) continue;
            ${take};
${isMean ? "            ++count;\n" : ""}          }
        *y++ = ${result};
      }
}
`;
}
