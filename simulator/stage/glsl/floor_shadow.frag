#version 120
uniform sampler2D p3d_Texture0;
varying vec2 v_uv;

void main() {
  float dark = texture2D(p3d_Texture0, v_uv).r;
  dark += (fract(dot(gl_FragCoord.xy, vec2(0.75487767, 0.56984029))) - 0.5) * 0.012;
  // A cool shadow: the sky still reaches into it.
  gl_FragColor = vec4(0.10, 0.13, 0.17, dark);
}
