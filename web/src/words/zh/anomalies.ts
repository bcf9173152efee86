// “异常”工作台的中文句子。

import type { AnomalyKinds, AnomalyWords } from "../en/anomalies";
import { numbersOf } from "../numbers";

const { n } = numbersOf("zh");

/** 本页表格自带的名称：行的种类，以及列。 */
const dataNames: Record<string, string> = {
  malignant: "恶性",
  benign: "良性",
  normal: "正常",
  ordinary: "普通",
  healthy: "健康",
  "R-on-T premature ventricular": "R-on-T 室性早搏",
  "premature ventricular": "室性早搏",
  supraventricular: "室上性",
  unclassified: "无法归类",
  "unusual amount": "异常金额",
  "impossible travel": "不可能的行程",
  "unusual time": "异常时间",
  "outer race": "外圈",
  "inner race": "内圈",
  ball: "滚珠",
  imbalance: "不平衡",
  amount: "金额",
  hour: "小时",
  merchant: "商户",
  distance: "距离",
  "minutes since last": "距上次的分钟数",
  device: "设备",
  speed: "转速",
  load: "负载",
};
const measurements: Record<string, string> = {
  radius: "半径", texture: "纹理", perimeter: "周长", area: "面积", smoothness: "光滑度",
  compactness: "致密度", concavity: "凹度", "concave points": "凹点", symmetry: "对称性",
  "fractal dimension": "分形维数",
}; // prettier-ignore

function dataName(name: string): string {
  const [first = "", ...rest] = name.split(" ");
  const counted: Record<string, string> = { sensor: "传感器", value: "测量值", order: "阶次" };
  if (counted[first]) return `${counted[first]} ${rest.join(" ")}`;
  if (first === "mean" && measurements[rest.join(" ")]) return `平均${measurements[rest.join(" ")]}`;
  if (first === "worst" && measurements[rest.join(" ")]) return `最大${measurements[rest.join(" ")]}`;
  const error = measurements[name.replace(/ error$/, "")];
  return error ? `${error}的误差` : (dataNames[name] ?? name);
}

const kinds: AnomalyKinds = {
  amount: "异常金额",
  travel: "不可能的行程",
  night: "异常时间",
  "outer race": "外圈",
  "inner race": "内圈",
  ball: "滚珠",
  imbalance: "不平衡",
};

export const anomalies: AnomalyWords = {
  tables: "表格",
  names: {
    tumours: "肿瘤",
    heartbeats: "心跳",
    shuttle: "航天飞机传感器",
    transactions: "刷卡交易",
    vibration: "机器振动",
    own: "你自己的表格",
  },
  rows: {
    tumours: { one: "肿瘤", many: "个肿瘤", normal: "良性", unusual: "恶性", ordinary: "良性肿瘤" },
    heartbeats: { one: "心跳", many: "次心跳", normal: "正常", unusual: "异常", ordinary: "正常心跳" },
    shuttle: { one: "读数", many: "个读数", normal: "正常", unusual: "故障", ordinary: "正常读数" },
    transactions: { one: "交易", many: "笔交易", normal: "普通", unusual: "欺诈", ordinary: "普通交易" },
    own: { one: "行", many: "行", normal: "正常", unusual: "异常", ordinary: "正常的行" },
    vibration: { one: "测量", many: "次测量", normal: "健康", unusual: "有故障", ordinary: "健康机器的测量" },
  },
  sources: {
    tumours:
      "569 个乳腺肿瘤的细胞核测量值（Wolberg、Street 和 Mangasarian 1995；UCI，CC BY 4.0）。异常的是恶性肿瘤。这里的任何内容都不是诊断。",
    heartbeats:
      "一位心力衰竭患者的单次心跳（UCR 库的 ECG5000，来自 PhysioNet 的 BIDMC 数据库，ODC-BY 1.0）。异常的是早搏和无法归类的心跳。这里的任何内容都不是诊断。",
    shuttle:
      "航天飞机散热系统九个传感器的读数（Statlog，NASA；UCI，CC BY 4.0），不含常见状态“High”。异常的是故障状态。",
    transactions:
      "人工合成：由本项目有说明的生成器制作，不属于任何人的卡。异常之处在于：单看平常，却没有顾客会这样组合：在不该出现的店里的金额、瞬间完成的行程、奇怪时刻的购物。",
    own: "你自己的表格。它留在这台设备上。",
    vibration:
      "人工合成：轴承在不同转速和负载下的频谱，由本项目有说明的生成器制作。异常的是内外圈和滚珠的损伤以及不平衡。",
  },
  own: {
    button: "你自己的表格",
    hint: "把文件拖到任意位置，它留在这台设备上",
    reading: "正在读取……",
    cancel: "取消",
    size: (bytes, rows, columns) => `${bytes}，${n(rows)} 行，${n(columns)} 列`,
    columns: {
      name: "列",
      type: "类型",
      values: "值",
      range: "范围",
      missing: "缺失",
      becomes: "变为",
    },
    types: { number: "数", category: "类别", date: "日期", time: "时间", ignore: "不用" },
    orders: "给各行排序：从最早的学习",
    use: (column) => `使用 ${column}`,
    typeOf: (column) => `${column} 的类型`,
    none: "无",
    always: (value) => `总是 ${value}`,
    different: (value) => `${n(value)} 种不同`,
    numbers: (value) => (value === 1 ? "1 个数" : `${n(value)} 个数，各一个`),
    label: "标签",
    out: "不用",
    identifier: "不用：只是行的名称或编号",
    saysNothing: "不用：没有信息",
    labelColumn: "标签",
    noLabel: "无",
    normalIs: "正常的是",
    becomes: (features) => `每行 ${n(features)} 个数，已标准化；缺失的既不参与学习，也不参与评判。`,
    indicators: "某个单元格缺失，这本身也作为一个特征",
    period: "小时和星期，4 个数",
    learns: (learnt, judged, unusual) =>
      `从 ${n(learnt)} 行正常数据学习，用另外 ${n(judged)} 行和 ${n(unusual)} 行异常数据评判。`,
    learnsAll: (learnt, others) =>
      `没有标签：从 ${n(learnt)} 行学习，并把全部的行（连同另外 ${n(others)} 行）按与其余的不同程度排序。`,
    take: "使用这个表格",
    takes: (name) => `取代${name}及其模型，“撤销”可恢复`,
    nothing: "请至少选择一列。",
    broken: (name) => `无法把 ${name} 作为表格读取`,
    another: "选择别的文件",
    anotherHint:
      "任何编码的 CSV 及类似格式、Excel 工作簿（.xlsx）、JSON，也可以是 ZIP 或 gzip，或从电子表格复制的单元格；最多 200 MB、一百万行、一千列",
    unchanged: (name) => `什么都没有改变。${name}和模型保持原样。`,
    close: "关闭",
    pasted: "粘贴的单元格",
  },
  source: "数据来自哪里",
  synthetic: "人工合成",
  says: (rows, columns, learnt) =>
    `${rows}，使用 ${n(columns)} 列。学习来源：${learnt}。网络还原不了的就是异常。`,
  saysNext: (name, rows, columns) =>
    `${name}：${rows}，使用 ${n(columns)} 列。由一个在别处学习过的网络评判；它没有从这些行学习任何东西。`,
  saysUnlabelled: (name, rows, columns, learnt) =>
    `${name}：${rows}，使用 ${n(columns)} 列。学习来源：${learnt}。没有人说过哪些是异常的，所以网络按它们与其余的不同程度排序。`,
  missing: "缺失",
  dataName,
  untrained: "按“训练”：网络学习之后，这里才会显示结果。",
  open: {
    noTable: (name, features) =>
      `${name} 里是一个 ${n(features)} 个数的模型，但没有说明表格的行如何变成这些数：它是在别的工作台保存的，或没有用 attachTable。什么都没有改变。`,
    waiting: (name, columns) => `${name} 已打开：它认识 ${n(columns)} 列。请选择要它评判的表格。`,
    leave: "不用它",
  },
  next: {
    fits: (columns) => `它认识的 ${n(columns)} 列都在。`,
    missing: (names) => `表格中没有，因此不参与评判：${names}。`,
    additional: (names) => `它不认识，因此忽略：${names}。`,
    retyped: (name, was, is) => `${name} 原来的类型是${was}，这里是${is}：无法这样读取的视为缺失。`,
    none: "这个表格里没有它认识的列：它无法评判。",
    drift: "与它学习时的数据比较",
    flagged: (percent, usual) =>
      `这些行中有 ${percent} 在阈值之上${usual === null ? "" : `；在确定阈值的那些行中是 ${usual}`}。`,
    outside: (column, percent) => `${column}：${percent} 的行超出它学习过的所有范围。`,
    inside: "没有一列超出它学习过的范围。",
  },
  ranking: {
    heading: "要查看多少行",
    share: "占所有行的比例",
    shareHelp: "没有人说过哪些行是异常的：分数只给它们排序。值得查看多少行，由你决定。",
    rows: (looks, rows) => `${n(rows)} 行中的 ${n(looks)} 行，最不像其余的排在最前`,
    daily: "每天到来的行数",
    looks: "每天要查看的行数",
    marks: "你的标记",
    none: "还没有。请查看阈值之上和之下的一些行，并标为“异常”或“普通”：这样才能说排序有多好。",
    above: (unusual, all) => `阈值之上：你查看的 ${n(all)} 行中有 ${n(unusual)} 行异常`,
    below: (unusual, all) => `阈值之下：${n(all)} 行中有 ${n(unusual)} 行`,
    spread: (low, high) => `100 次中有 95 次，此类行的比例在 ${low} 到 ${high} 之间`,
    unusual: "异常",
    ordinary: "普通",
    marked: "标为异常",
  },
  counted: (value, what) => `${n(value)} ${what}`,
  loading: "正在读取表格……",
  settings: "设置",
  train: { label: "学习来源", normal: "只用正常的行", all: "所有的行，包括异常的" },
  generator: { rate: "异常行的比例", strength: "偏离多远", kinds: "种类" },
  kinds: kinds as Record<string, string>,
  generatorHelp: {
    rate: "生成的行中有多少是异常的。",
    strength: "1 与说明一致；更小则更好地藏在普通的行里。",
  },
  layers: (sizes) => sizes.join(" → "),

  histogram: {
    heading: (row) => `每个${row}的分数`,
    notLearnt: (normal) => `${normal}，未用于学习`,
    label: "分数上的阈值。左右键移动它，Home 和 End 到两端。",
    pass: (value) => `${n(value)} 个通过`,
    flagged: (value) => `${n(value)} 个被标出`,
    error: "误差",
    summary: (threshold, flagged) => `${threshold}：${n(flagged)} 个被标出`,
  },
  verdict: {
    heading: "在这个阈值下",
    flagged: "标出",
    passed: "通过",
    found: "找到",
    missed: "漏掉",
    falseAlarms: "误报",
    inPeace: "正确放行",
    precision: "精确率",
    precisionHelp: "被标出的当中有多少确实异常。",
    recall: "召回率",
    recallHelp: "异常的当中有多少被标出。",
    perThousand: (normal) => `每 1,000 个${normal}的警报`,
    daily: "每天误报",
    dailyRows: "行/天",
    cost: "代价",
    costHelp: "漏掉的个数乘以每个的代价，再加上误报。",
    costs: "漏掉一个的代价相当于",
    falseAlarmsOf: (value) => `${n(value)} 次误报`,
    costSliderHelp: "漏掉一个的代价，相对于一次误报的麻烦。",
    cheapest: "最省的阈值",
    usual: (percent, normal) => `${percent} % 的${normal}行通过`,
    sample: (percent, unusual) => `文件的行中 ${percent} 是${unusual}；精确率和代价按这个比例计算。`,
    stands: (judged, all, normal) =>
      `${n(all)} 行${normal}数据中，由未用于学习的 ${n(judged)} 行评判，它们代表全部。`,
  },
  curves: {
    heading: "比较",
    roc: "ROC",
    precisionRecall: "精确率-召回率",
    map: "编码",
    axes: { roc: ["误报", "找到"], precisionRecall: ["找到", "精确率"] },
    autoencoder: "自编码器",
    principal: (width) => `PCA，${n(width)} 轴`,
    distance: "马氏距离",
    peersComing: "正在计算 PCA 和马氏距离……",
    better: {
      network: "这里网络比两条线都好：正常的数据不是一团扁平的云。",
      principal: "这里 PCA 同样好或更好：正常的数据靠近一个平坦的子空间，网络没有帮助。",
      distance: "这里简单的距离同样好或更好：异常的数据在无需学习的方向上远离中心。",
    },
    one: "只有一种行：没有曲线可画。",
  },
  list: {
    heading: (value) => `${n(value)} 个被标出`,
    table: "被标出的行",
    row: "行",
    score: "分数",
    label: "标签",
    more: (value) => `还有 ${n(value)} 个`,
    none: "在这个阈值下没有标出任何行。",
    csv: "CSV",
    csvHelp: "原样的文件，附分数、标记、三个原因，以及哪些行用于学习",
    mark: "你的标记",
    model: "模型",
    marked: "已标记",
  },
  why: {
    heading: (row) => `为什么是第 ${n(row)} 行`,
    noRow: "为什么是某一行",
    others: (column, restored, actual) => `按通常情况，${column} 大约会是 ${restored}，而不是 ${actual}。`,
    nothing: "选择一个被标出的行，看看它为什么异常。",
    falseAlarm: "误报",
    truly: "确实异常",
    column: "列",
    restored: "还原",
    actual: "实际",
    usual: "通常范围",
    ofError: "占误差",
    normal: (row, column, restored, actual) =>
      `若是与它相似的${row}，${column} 大约会是 ${restored}，而不是 ${actual}。`,
  },
  export: {
    score: "score",
    flagged: "flagged",
    reason: (i) => `reason_${i}`,
    part: "part",
    parts: { learnt: "用于学习", judged: "用于评判", both: "两者" },
    mark: "mark",
  },
  report: {
    file: "文件",
    rows: "行",
    used: "使用的列",
    label: "标签",
    noLabel: "无：只有排序，其余一概不知",
    learnt: "学习来源",
    threshold: "阈值",
    first: "前二十行，以及原因",
    why: (column, actual, restored) => `${column}：${actual}，按通常情况大约是 ${restored}`,
  },
};
