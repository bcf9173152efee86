// “信号”工作台的中文句子。

import type { SignalWords } from "../en/signals";
import { numbersOf } from "../numbers";

const { n } = numbersOf("zh");

export const signals: SignalWords = {
  recordings: "记录",
  names: { heart: "一颗心脏", machine: "一台机器", own: "你自己的记录" },
  sources: {
    heart:
      "MIT-BIH 心律失常数据库 208 号记录的五分钟（Moody 和 Mark 2001；PhysioNet，Goldberger 等 2000；Open Data Commons Attribution 1.0）：一个导联，既有正常心跳也有室性早搏。这里的任何内容都不是诊断。",
    machine: "人工合成：旋转机器的三十秒，由本项目有说明的生成器制作。有三处轴承外圈磨损。",
    own: "你自己的记录。它留在这台设备上。",
  },
  source: "数据来自哪里",
  loading: "正在读取记录……",
  says: (length, rate, pieces) => `${length}，每秒 ${n(rate)} 个值，${pieces}。`,
  beats: (value) => `找到 ${n(value)} 次心跳`,
  windows: (value) => `没有心跳：切成 ${n(value)} 个窗口`,
  learns: (until) => `网络从最前面的 ${until} 学习去噪；其余部分用来评判。`,
  settings: "设置",
  overview: "整段记录。左右键移动窗口，上下键缩放，Home 和 End 到两端。",
  overviewSays: (from, to) => `${from} 到 ${to}`,
  learntFrom: "从这里学习",
  judged: (from) => `${from} 在这里评判`,
  unusualMarks: {
    beats: (value) => `${n(value)} 次异常心跳`,
    windows: (value) => `${n(value)} 个异常窗口`,
  },
  series: {
    noisy: "带噪声",
    clean: "干净",
    restored: "还原",
    butterworth: "巴特沃斯",
    average: "滑动平均",
  },
  lines: "线条",
  zoomIn: "放大",
  zoomOut: "缩小",
  unusual: "异常",
  detail: (from, to, lines) => `从 ${from} 到 ${to}：${lines}`,
  open: {
    other: (name, features, wanted) =>
      `${name} 里是一个 ${n(features)} 个数的模型，没有提到记录：本工作台只打开它自己保存的网络，窗口为 ${n(wanted)} 个值。什么都没有改变。`,
    judges: (deviation, rate, own) =>
      `由一个从另一段记录${rate === own ? "" : `（每秒 ${n(rate)} 个值）`}学习的网络去除噪声，缩放与那段相同；这段的强度是它的 ${deviation} 倍。`,
  },
  noise: {
    heading: "去掉的噪声",
    kind: "噪声种类",
    kinds: { white: "白噪声", hum: "工频干扰", wander: "基线漂移", muscle: "肌电干扰" },
    strength: "强度",
    strengthHelp: "所加噪声的均方根。换一个强度需要新网络。",
    network: "自编码器",
    butterworth: (low, high) => `巴特沃斯 ${low ? `${low} 到 ` : ""}${high} Hz`,
    average: (width) => (width === 1 ? "平均没有帮助" : `${n(width)} 点平均`),
    gain: (decibels) => `${decibels} dB`,
    from: (before) => `评判部分的增益，起点信噪比 ${before} dB。两个滤波器都在学习部分上调好。`,
    untrained: "网络还没有学习：请训练它。",
    better: "这里网络去掉的噪声比两个滤波器都多。",
    worse: "这里简单的滤波器同样好或更好。",
    harms: (latent) =>
      `网络反而使它变差：这段记录的一个窗口所含的内容超过 ${n(latent)} 个数所能承载，或者学习时间不够长。更多的数、更多的轮次或更强的噪声可能有帮助；对这段记录，滤波器是更好的工具。`,
    barely: "这里网络与较好的滤波器没有值得一提的差别。",
  },
  sound: {
    heading: "听一听",
    noisy: "带噪声",
    restored: "还原",
    clean: "干净",
    stop: "停止",
  },
  pieces: {
    heading: (unusual, all, what) => `${n(all)} 个${what}中有 ${n(unusual)} 个异常`,
    beats: "心跳",
    windows: "窗口",
    beat: "心跳",
    window: "窗口",
    searching: "正在寻找异常的……",
    table: "异常的，最严重的在前",
    at: "位置",
    error: (unit) => (unit ? `误差，${unit}²` : "误差"),
    more: (value) => `还有 ${n(value)} 个`,
    csv: "CSV",
    csvHelp: "按顺序列出所有片段：时间、误差、是否异常，以及编码的四个数",
    shapes: "它的形状叠在通常形状之上",
    own: (what, at) => `这个${what}，${at}`,
    usual: "通常的",
    restored: "虚线：还原",
    says: {
      beats: (share, agreed, of) =>
        `从同类最多的一半学习。异常：还原得比这一半中的 ${n(share)}% 更差。最差的 ${n(of)} 个中，PCA 4 同意 ${n(agreed)} 个。`,
      windows: (share, agreed, of) =>
        `从同类最多的五分之四学习。异常：还原得比其中的 ${n(share)}% 更差。最差的 ${n(of)} 个中，PCA 4 同意 ${n(agreed)} 个。`,
    },
    silent: (count) => `${n(count)} 个静音段不计：其中几乎什么都没有。`,
    none: "没有异常。",
  },
  map: {
    headings: { beats: "心跳的地图", windows: "窗口的地图" },
    axes: "它们的 4 个数，第 1 和第 2 轴",
    diagnosis: "这是学习的工具，不作诊断。",
    usual: "像通常的",
  },
  own: {
    button: "你自己的记录",
    hint: "CSV、WAV 或 NPY，它留在这台设备上",
    reading: "正在读取……",
    broken: (name) => `无法把 ${name} 作为记录读取`,
    size: (channels, values) => `${n(channels)} 个通道，${n(values)} 个值`,
    channel: "通道",
    rate: "每秒值数",
    rateUnknown: "文件没有说明每秒有多少个值。",
    to: "学习时用",
    toSame: "同样的速率",
    toRate: (rate) => `每秒 ${n(rate)} 个值`,
    length: (length, values) => `共 ${length}，${n(values)} 个值用于学习和评判。`,
    rateFrom: (column) => `速率取自“${column}”这一列。`,
    rateWrong: "每秒值数必须是大于 0 的数。",
    preview: "这个通道，网络会看到的样子",
    take: "使用这段记录",
    takes: (name) => `取代${name}及其网络，“撤销”可恢复`,
    another: "选择别的文件",
    anotherHint: (megabytes, fewest, most) =>
      `CSV 及类似格式、.xlsx、JSON、NPY，或声音：任何采样率的 WAV，以及这个浏览器能解码的；最多 ${n(megabytes)} MB，${n(fewest)} 到 ${n(most)} 个值`,
    unchanged: (name) => `什么都没有改变。${name}及其网络保持原样。`,
    cancel: "取消",
    close: "关闭",
  },
};
