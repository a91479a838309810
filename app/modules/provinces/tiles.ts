import { reach, unitsOn, type Frame, type ProvinceHistory } from './history.ts'

/** Where each province stands on the tile map of a frame (columns and rows), with Hoàng Sa and Trường Sa. */
export type Tile = { code: string; label: string; col: number; row: number; island: boolean }

/**
 * The tiles of a frame. One that came after those drawn by hand keeps the places of its predecessors: a merged unit the
 * tile of the code it goes on with, the islands the unit they belong to. A unit made out of another stands on the free
 * place nearest to it.
 */
export function tilesOf(frame: Frame, history?: ProvinceHistory): Tile[] {
  const drawn = tiles
    .split('\n')
    .map((line) => line.split(','))
    .filter(([ofFrame]) => ofFrame === frame)
    .map(([, code, label, col, row]) => ({
      code: code!,
      label: label!,
      col: Number(col),
      row: Number(row),
      island: /^(Hoàng|Trường) Sa/.test(label!),
    }))
  return drawn.length > 0 || !history ? drawn : tilesAfter(frame, history)
}

function tilesAfter(frame: Frame, history: ProvinceHistory): Tile[] {
  const before = history.frames[history.frames.findIndex((one) => one.frame === frame) - 1]
  if (!before) return []
  const units = new Map(unitsOn(history, frame, '9999-12-31').map((unit) => [unit.code, unit.name]))
  const earlier = tilesOf(before.frame, history)
  const taken = new Set<string>()
  const kept = earlier.flatMap((tile) => {
    const into = reach(history, { frame: before.frame, code: tile.code }, frame)
    if (tile.island) {
      const owner = into.includes(tile.code) ? tile.code : into[0]!
      return [{ ...tile, code: owner, label: `${tile.label.split(' (')[0]} (${units.get(owner)})` }]
    }
    const code =
      into.find((one) => one === tile.code) ??
      into.find((one) => !earlier.some((other) => other.code === one))
    if (!code || taken.has(code)) return []
    taken.add(code)
    return [{ ...tile, code, label: units.get(code)! }]
  })
  for (const [code, label] of units) {
    if (taken.has(code)) continue
    const [out] = reach(history, { frame, code }, before.frame)
    const beside = earlier.find((tile) => tile.code === out && !tile.island)
    if (beside) kept.push({ ...freePlace(beside, kept), code, label, island: false })
  }
  return kept
}

/** The nearest place with no tile, never left of the map or above it; the eastern one of two as near. */
function freePlace({ col, row }: Tile, tiles: Tile[]): { col: number; row: number } {
  const near = [...Array(49).keys()]
    .map((index) => ({ col: col + (index % 7) - 3, row: row + Math.floor(index / 7) - 3 }))
    .filter((place) => place.col >= 0 && place.row >= 0)
    .filter((place) => !tiles.some((tile) => tile.col === place.col && tile.row === place.row))
  const far = (place: { col: number; row: number }) => Math.hypot(place.col - col, place.row - row)
  return near.toSorted((a, b) => far(a) - far(b) || b.col - a.col)[0]!
}

/** frame, code, label, column, row. The islands belong to Đà Nẵng and Khánh Hòa and are drawn as tiles of their own. */
const tiles = `2025,12,Lai Châu,0,0
2025,15,Lào Cai,1,0
2025,08,Tuyên Quang,2,0
2025,04,Cao Bằng,3,0
2025,11,Điện Biên,0,1
2025,14,Sơn La,1,1
2025,25,Phú Thọ,2,1
2025,19,Thái Nguyên,3,1
2025,20,Lạng Sơn,4,1
2025,01,Hà Nội,2,2
2025,24,Bắc Ninh,3,2
2025,22,Quảng Ninh,4,2
2025,37,Ninh Bình,2,3
2025,33,Hưng Yên,3,3
2025,31,Hải Phòng,4,3
2025,38,Thanh Hóa,2,4
2025,40,Nghệ An,2,5
2025,42,Hà Tĩnh,3,6
2025,44,Quảng Trị,3,7
2025,46,Huế,4,8
2025,48,Đà Nẵng,4,9
2025,51,Quảng Ngãi,4,10
2025,52,Gia Lai,4,11
2025,66,Đắk Lắk,4,12
2025,75,Đồng Nai,2,13
2025,68,Lâm Đồng,3,13
2025,56,Khánh Hòa,4,13
2025,80,Tây Ninh,1,14
2025,79,Hồ Chí Minh,2,14
2025,91,An Giang,0,15
2025,82,Đồng Tháp,1,15
2025,86,Vĩnh Long,2,15
2025,96,Cà Mau,0,16
2025,92,Cần Thơ,1,16
2025,48,Hoàng Sa (Đà Nẵng),6,9
2025,56,Trường Sa (Khánh Hòa),6,14
2004,12,Lai Châu,1,0
2004,10,Lào Cai,2,0
2004,02,Hà Giang,3,0
2004,04,Cao Bằng,4,0
2004,11,Điện Biên,0,1
2004,14,Sơn La,1,1
2004,15,Yên Bái,2,1
2004,08,Tuyên Quang,3,1
2004,06,Bắc Kạn,4,1
2004,20,Lạng Sơn,5,1
2004,25,Phú Thọ,2,2
2004,26,Vĩnh Phúc,3,2
2004,19,Thái Nguyên,4,2
2004,24,Bắc Giang,5,2
2004,22,Quảng Ninh,6,2
2004,17,Hòa Bình,2,3
2004,01,Hà Nội,3,3
2004,27,Bắc Ninh,4,3
2004,30,Hải Dương,5,3
2004,31,Hải Phòng,6,3
2004,35,Hà Nam,3,4
2004,33,Hưng Yên,4,4
2004,34,Thái Bình,5,4
2004,37,Ninh Bình,3,5
2004,36,Nam Định,4,5
2004,38,Thanh Hóa,3,6
2004,40,Nghệ An,3,7
2004,42,Hà Tĩnh,4,8
2004,44,Quảng Bình,4,9
2004,45,Quảng Trị,4,10
2004,46,Huế,5,11
2004,49,Quảng Nam,5,12
2004,48,Đà Nẵng,6,12
2004,62,Kon Tum,5,13
2004,51,Quảng Ngãi,6,13
2004,64,Gia Lai,5,14
2004,52,Bình Định,6,14
2004,66,Đắk Lắk,5,15
2004,54,Phú Yên,6,15
2004,67,Đắk Nông,4,16
2004,68,Lâm Đồng,5,16
2004,56,Khánh Hòa,6,16
2004,72,Tây Ninh,2,17
2004,70,Bình Phước,3,17
2004,75,Đồng Nai,4,17
2004,60,Bình Thuận,5,17
2004,58,Ninh Thuận,6,17
2004,80,Long An,2,18
2004,74,Bình Dương,3,18
2004,79,Hồ Chí Minh,4,18
2004,77,Bà Rịa - Vũng Tàu,5,18
2004,89,An Giang,0,19
2004,87,Đồng Tháp,1,19
2004,82,Tiền Giang,2,19
2004,83,Bến Tre,3,19
2004,91,Kiên Giang,0,20
2004,92,Cần Thơ,1,20
2004,86,Vĩnh Long,2,20
2004,84,Trà Vinh,3,20
2004,93,Hậu Giang,1,21
2004,94,Sóc Trăng,2,21
2004,96,Cà Mau,0,22
2004,95,Bạc Liêu,1,22
2004,48,Hoàng Sa (Đà Nẵng),8,12
2004,56,Trường Sa (Khánh Hòa),8,17`
