// 关于自己图片的中文句子。

import type { Detail, ImageFaults, OwnImageWords } from "../en/own-images";
import { numbersOf } from "../numbers";

const { n } = numbersOf("zh");

const faults: ImageFaults = {
  empty: () => "文件是空的。",
  noPicture: () => "不管叫什么名字，都不是 PNG、JPEG、WebP、GIF、IDX、NPY 或 NPZ。",
  svg: () => "是 SVG 图形，里面可能有程序：请先存为 PNG。",
  table: () => "是文本：表格属于“异常”工作台。",
  fileTooLarge: () => "超过了一张图片允许的 50 MB。",
  tooManyPixels: ({ width, height }) => `有 ${n(width)} × ${n(height)} 个像素，超过这里能解码的四千万。`,
  undecodable: () => "开头像图片，却无法解码：已损坏或被截断。",
  gzip: () => "是压缩的，而且结尾缺失或损坏。",
  tooLarge: () => "解压后超过这里能读取的 600 MB。",
  array: ({ message }) => `无法读取。${message as string}。`,
  noPictures: ({ shape }) =>
    `形状为 ${shape as string}，不是图片的形状：数量 × 高 × 宽，至多 1、3 或 4 个通道。`,
  labels: ({ counts }: Detail) => {
    const [labels, pictures] = counts as [number, number];
    return `${n(pictures)} 张图片却有 ${n(labels)} 个标签。`;
  },
  values: ({ message }) => `含有不是数的内容：${message as string}。`,
  unknown: ({ message }) => `无法读取：${message as string}`,
  none: () => "这些文件里没有图片。",
  tooMany: ({ count, most }) => `这里有 ${n(count)} 张图片；浏览器的内存最多容纳 ${n(most)} 张这样大小的。`,
  tooFew: ({ count, fewest }) => `至少要有 ${n(fewest)} 张图片才能学习；这里能读取的有 ${n(count)} 张。`,
};

export const ownImages: OwnImageWords = {
  option: "你自己的图片……",
  heading: "你自己的图片",
  choose: "选择文件",
  chooseFolder: "选择文件夹",
  hint: "或者把它们拖到页面任意位置。PNG、JPEG、WebP 和 GIF，数量和大小不限，文件夹的名字成为标签；IDX、NPY 和 NPZ，也可以是 .gz，旁边放标签。",
  limits: (fewest, most, megabytes, classes) =>
    `${n(fewest)} 到 ${n(most)} 张图片，每张最多 50 MB、四千万像素；数组解压后最多 ${n(megabytes)} MB；最多 ${n(classes)} 个标签。`,
  stays: "它们留在这台设备上。",
  files: (files) => `${n(files)} 个文件`,
  reading: (done, total) => (total > 0 ? `正在读取第 ${n(done)} 张，共 ${n(total)} 张` : "正在查看文件"),
  size: (pictures, side) => `${n(pictures)} 张图片，按 ${side} × ${side} 读取`,
  readAs: "读取为",
  ways: {
    dark: "浅色纸上的深色墨迹",
    light: "深色纸上的浅色墨迹",
    grey: "灰度照片",
    colour: "彩色照片",
  },
  side: "大小",
  sized: (side) => `${side} × ${side} 像素`,
  samples: (name) => `${name} 的一些图片，网络会看到的样子`,
  split: (train, heldOut) => `从 ${n(train)} 张学习；随机选出的 ${n(heldOut)} 张留出来评判它。`,
  splitByMakers: (train, heldOut) =>
    `从 ${n(train)} 张学习；在单独放作测试的图片中留出 ${n(heldOut)} 张来评判它。`,
  classes: (classes) => `${n(classes)} 个标签：`,
  noClasses: "没有标签：既没有文件夹，也没有标签数组。",
  problems: (files) => `有 ${n(files)} 个文件没有使用`,
  more: (files) => `还有 ${n(files)} 个`,
  take: "使用这些图片",
  takes: (name) => `取代${name}及其模型，“撤销”可恢复`,
  broken: (name) => `${name} 无法使用`,
  faults: faults as Record<string, (detail: Detail) => string>,
  unchanged: (name) => `什么都没有改变。${name}和模型保持原样。`,
  cancel: "取消",
  close: "关闭",
  notInLink: "这个链接是用别人自己的图片做的，那些图片留在他们的设备上：这里换成了数字。",
};
