//! A path in dashes. plotters' own dashed series begins anew at every corner, of which a stair has
//! two at every step.

/// A place on the canvas, in device pixels.
type Pixel = (i32, i32);

/// Cuts a path into dashes of a length, with gaps of a length between them, both above 0.
pub fn dashes(mut path: impl Iterator<Item = Pixel>, dash: i32, gap: i32) -> Vec<Vec<Pixel>> {
    let mut dashes = Vec::new();
    let Some(mut at) = path.next() else {
        return dashes;
    };
    // The dash that is being drawn, none in a gap, and how far it is to its end.
    let (mut current, mut left) = (Some(vec![at]), dash);
    for corner in path {
        loop {
            let (x, y) = (corner.0 - at.0, corner.1 - at.1);
            let length = x.abs().max(y.abs());
            if length <= left {
                left -= length;
                break;
            }
            at = (at.0 + x * left / length, at.1 + y * left / length);
            match current.take() {
                Some(mut done) => {
                    done.push(at);
                    dashes.push(done);
                    left = gap;
                }
                None => {
                    current = Some(vec![at]);
                    left = dash;
                }
            }
        }
        at = corner;
        if let Some(dash) = &mut current {
            dash.push(corner);
        }
    }
    dashes.extend(current);
    dashes
}
