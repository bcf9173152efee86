// 关于自己图片的中文句子。

import type { OwnImageWords } from "../en/own-images";
import { numbersOf } from "../numbers";

const { n } = numbersOf("zh");

export const ownImages: OwnImageWords = {
  option: "你自己的图片……",
  heading: "你自己的图片",
  choose: "选择文件",
  chooseFolder: "选择文件夹",
  hint: "或者把它们拖到页面任意位置。PNG、JPEG、WebP、GIF、BMP 和 AVIF，数量和大小不限，文件夹的名字成为标签；IDX、NPY 和 NPZ，旁边放标签；也可以放在 ZIP 或 gzip 里。",
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
  unchanged: (name) => `什么都没有改变。${name}和模型保持原样。`,
  cancel: "取消",
  close: "关闭",
  notInLink: "这个链接是用别人自己的图片做的，那些图片留在他们的设备上：这里换成了数字。",
};
