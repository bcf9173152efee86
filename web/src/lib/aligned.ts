/** Series of points, each with places of its own, over all their places: as uPlot takes them, with gaps. */
export function aligned(series: { x: number; y: number }[][]): [number[], ...(number | null)[][]] {
  const places = [...new Set(series.flat().map(({ x }) => x))].sort((a, b) => a - b);
  const index = new Map(places.map((x, i) => [x, i]));
  const columns = series.map((points) => {
    const column = new Array<number | null>(places.length).fill(null);
    for (const { x, y } of points) column[index.get(x)!] = y;
    return column;
  });
  return [places, ...columns];
}
