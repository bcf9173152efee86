// “句子”工作台的中文句子。

import type { SentenceWords } from "../en/sentences";
import { numbersOf } from "../numbers";

const { n } = numbersOf("zh");

export const sentences: SentenceWords = {
  languages: "句集",
  names: { en: "英语", de: "德语", own: "你自己的句子" },
  sources: {
    en: "为本项目而写：十二个主题的英语句子，其中六十句另有改写。",
    de: "为本项目而写：十二个主题的德语句子。网络的设置是在它们上面选定的。",
    own: "你自己的句子。它们留在这台设备上。",
  },
  source: "句子来自哪里",
  loading: "正在读取句子……",
  says: (lines, topics) => (topics > 1 ? `${n(topics)} 个主题的 ${n(lines)} 个句子。` : `${n(lines)} 行。`),
  network: (features, width) =>
    `每句是词的各部分经散列得到的 ${n(features)} 个权重，网络把它压成 ${n(width)} 个数。`,
  settings: "设置",
  box: "要寻找的句子",
  boxHint: "输入一个句子",
  known: (known, words) => `${n(words)} 个词中认识 ${n(known)} 个`,
  nothingKnown: "没有认识的词：它没有位置。",
  untrained: "按“训练”：网络学习之后，这里才会显示结果。",
  open: {
    other: (name, features) =>
      `${name} 里是一个 ${n(features)} 个数的模型，没有说明句子如何变成这些数：本工作台只打开它自己保存的。什么都没有改变。`,
    judges: "由一个从别的句子学习的网络来安放它们；它没有从这些句子学习任何东西。",
  },
  map: {
    axes: "地图的轴",
    all: {
      principal: "变化最大的两个轴",
      topics: "把主题分开的两个轴",
    },
    chosen: "这些轴是按主题选的：它们美化了图像。",
    take: "点击可取所指的句子。",
  },
  near: {
    heading: (lines) => `${n(lines)} 句中最近的`,
    compact: (width) => `${n(width)} 个数`,
    plain: "TF-IDF",
    none: "附近什么都没有：没有认识的词。",
    untrained: "网络还什么都没学：请训练它。",
    way: "两句之间",
    wayHint: "第二个句子",
    wayHelp: "从第一个编码到第二个的直线上，各处最近的句子。",
  },
  figures: {
    heading: "邻居的主题相同吗？",
    of: "最近的五句中",
    seen: (lines) => `在学过的 ${n(lines)} 句中`,
    unseen: (lines) => `${n(lines)} 句没见过的`,
    paraphrased: "换了说法的",
    plain: (features) => `TF-IDF，${n(features)}`,
    singular: (width) => `SVD，${n(width)}`,
    network: (width) => `这个网络，${n(width)}`,
    chance: "碰运气",
    waiting: "网络停下来时才统计。",
    counting: "正在统计……",
    noTopics: "这些句子没有主题可供统计：在同一主题的句子上面写“# 主题”。",
    wins: "这里网络的向量比同样宽度的 SVD 找到更多。",
    loses: "这里网络的向量并不比同样宽度的 SVD 找到更多：句子这么少，线性方法同样好。",
    even: "这里网络的向量与同样宽度的 SVD 找到的差不多。",
    plainWins: "普通的 TF-IDF 找到的还要多，但要用多许多倍的数。",
  },
  meaning: {
    heading: (unit) => `单元 ${n(unit)} 代表什么`,
    strongest: (deviations) => `在这里最强，${deviations} 个标准差`,
    up: "增",
    down: "减",
  },
  take: {
    csv: "向量存为 CSV",
    npy: "向量存为 NPY",
  },
  own: {
    button: "你自己的句子",
    hint: "粘贴或拖入文本文件，它们留在这台设备上",
    pasted: "粘贴的句子",
    broken: (name) => `${name} 无法使用`,
    size: (lines, topics) => (topics > 1 ? `${n(topics)} 个主题的 ${n(lines)} 行` : `${n(lines)} 行`),
    twice: (lines) => `有 ${n(lines)} 行重复，只算一次。`,
    cut: (lines) => `有 ${n(lines)} 行超过 400 个字母，已截短。`,
    topicsHint: "“# 主题”一行下面的句子属于该主题。",
    take: "使用这些句子",
    takes: (name) => `取代${name}及其网络，“撤销”可恢复`,
    another: "选择别的文件",
    anotherHint: "每行一句的文本文件；20 到 10,000 行，最多 20 MB",
    unchanged: (name) => `什么都没有改变。${name}及其网络保持原样。`,
    cancel: "取消",
    close: "关闭",
  },
};
