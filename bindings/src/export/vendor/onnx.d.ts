// The parts of ONNX's format that are written and read; names are its own.

export interface Tensor {
  name: string;
  dims: number[];
  data_type: number;
  raw_data?: Uint8Array;
  float_data?: number[];
  int32_data?: number[];
  int64_data?: number[];
  double_data?: number[];
}

export interface Attribute {
  name: string;
  type: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  t?: Tensor;
  floats?: number[];
  ints?: number[];
}

export interface Node {
  op_type: string;
  name: string;
  input: string[];
  output: string[];
  attribute: Attribute[];
  domain?: string;
}

export interface ValueInfo {
  name: string;
  type?: {
    tensor_type?: { elem_type: number; shape?: { dim: { dim_value?: number; dim_param?: string }[] } };
  };
  doc_string?: string;
}

export interface Model {
  ir_version: number;
  producer_name: string;
  producer_version: string;
  doc_string: string;
  graph?: {
    name: string;
    node: Node[];
    initializer: Tensor[];
    input: ValueInfo[];
    output: ValueInfo[];
    doc_string?: string;
  };
  opset_import: { domain: string; version: number }[];
  metadata_props: { key: string; value: string }[];
}

export function writeModel(model: Model): Uint8Array<ArrayBuffer>;

/** Throws where the bytes are none. */
export function readModel(bytes: Uint8Array): Model;
